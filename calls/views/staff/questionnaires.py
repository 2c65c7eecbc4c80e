"""`/beheer/oproepen/formulieren/`: the forms and their versions, and what can be done with a version as a whole."""

from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import FormStatus
from calls.models import Application, Questionnaire
from calls.questionnaire import editing, version_diff
from calls.questionnaire.forms.editor import CopyForm, PublishForm
from calls.questionnaire.version_diff import Difference
from calls.questionnaire.versions import discard_draft, publish_form, start_version
from calls.views.staff.crumbs import calls_crumb
from calls.views.staff.tables import FormTable
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb, Event, Tab


class FormList(StaffList):
    """Every version of every form, by name, the newest first."""

    title = gettext_lazy("Vragenlijsten")
    nouns = (gettext_lazy("versie"), gettext_lazy("versies"))
    table_class = FormTable
    state_field, states = "status", FormStatus
    search_fields = ("name",)
    search_hint = gettext_lazy("Zoek op naam")
    empty_text = gettext_lazy("De eerste oproep brengt de eerste vragenlijst mee.")

    @staticmethod
    def queryset(user) -> QuerySet:
        """A subquery counts the applications: a join would count the same version several times."""
        of_each = Application.objects.filter(form=OuterRef("pk")).order_by().values("form")
        number = Coalesce(Subquery(of_each.annotate(n=Count("pk")).values("n")), 0)
        return Questionnaire.objects.visible_to(user).annotate(number_of_applications=number).prefetch_related("calls")

    def context(self) -> dict[str, Any]:
        """The list lies under the calls."""
        return super().context() | {"crumbs": [calls_crumb(), Crumb(label=_("Vragenlijsten"))]}


def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its outline, who uses it, and what can be done with it."""
    version = version_for(request, pk)
    context = version_context(request, version, "calls:staff_form") | {
        "sections": editing.sections(version.definition),
        "checks": editing.checks(version.definition),
        "used_by": list(version.calls.order_by("-year", "code")),
        "applications": version.applications.count(),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(version)],
    }
    return render(request, "calls/staff/questionnaire/version.html", context)


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What this version asks otherwise than the one it was based on."""
    version = version_for(request, pk)
    context = version_context(request, version, "calls:staff_form_changes")
    return render(request, "calls/staff/questionnaire/changes.html", context)


def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version, or a form of its own, as a copy."""
    source = version_for(request, pk)
    return form_page(
        request,
        form=CopyForm(*sent(request), initial={"name": source.name}),
        change=partial(start_version, source=source),
        title=_("Nieuwe versie"),
        intro=_("U begint met een kopie van %(source)s. Wat gepubliceerd is, verandert niet mee.") % {"source": source},
        done=_("De nieuwe versie staat klaar. Niemand ziet ze tot ze gepubliceerd en gekozen is."),
        back=Questionnaire.get_absolute_url,
        crumbs=version_crumbs(source),
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what will change, then publish: from then on calls may choose it, and it never changes."""
    version = version_for(request, pk)
    form = PublishForm(*sent(request))
    if not version.is_draft and not form.is_bound:
        return redirect(version)
    return form_page(
        request,
        form=form,
        change=partial(publish_form, form=version),
        done=_("%(form)s is gepubliceerd. U kunt ze nu kiezen bij een oproep.") % {"form": version},
        back=version,
        title=_("%(version)s publiceren") % {"version": version},
        cancel_url=version.get_absolute_url(),
        template="calls/staff/questionnaire/publish.html",
        context=lambda: (
            version_context(request, version) | {"crumbs": version_crumbs(version, Crumb(label=_("Publiceren")))}
        ),
    )


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    version = version_for(request, pk)
    return button(
        request,
        change=partial(discard_draft, form=version),
        done=_("%(form)s is verwijderd.") % {"form": version},
        back=reverse("calls:staff_forms"),
        otherwise=version,
    )


# What the pages of a version share


def version_for(request: HttpRequest, pk: int) -> Questionnaire:
    """The version behind an address."""
    rows = Questionnaire.objects.visible_to(request.user).select_related("based_on", "changed_by")
    return get_object_or_404(rows, pk=pk)


def version_context(request: HttpRequest, version: Questionnaire, here: str = "") -> dict[str, Any]:
    """Head, tabs and what may be done with a version; `here` names the route of the current tab."""
    difference = difference_of(version)
    tabs = [("calls:staff_form", _("Vragen"), None), ("calls:staff_form_preview", _("Voorbeeld"), None)]
    if difference is not None:
        tabs.append(("calls:staff_form_changes", _("Verschillen"), difference.count))
    return {
        "version": version,
        "difference": difference,
        "faults": editing.faults(version.definition) if version.is_draft else [],
        "can_edit": version.is_draft and request.user.has_perm("calls.change_form", version),
        "can_publish": "publish" in available(version, "status", by=request.user),
        "tabs": [
            Tab(label=label, url=reverse(name, args=[version.pk]), current=name == here, count=count)
            for name, label, count in tabs
        ],
        "crumbs": version_crumbs(version, at_it=True),
    }


def difference_of(version: Questionnaire) -> Difference | None:
    """What it asks otherwise than the version that it was copied from."""
    if version.based_on is None:
        return None
    return version_diff.compare(editing.typed(version.based_on.definition), editing.typed(version.definition))


def version_crumbs(version: Questionnaire, *below: Crumb, at_it: bool = False) -> list[Crumb]:
    """The way to a version (`at_it`: this is its own page), and from there to what lies `below` it."""
    url = "" if at_it else version.get_absolute_url()
    forms = Crumb(label=_("Vragenlijsten"), url=reverse("calls:staff_forms"))
    return [calls_crumb(), forms, Crumb(label=str(version), url=url), *below]
