from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from calls.application.forms.revision_diff import ComparedVersionsForm
from calls.application.revision_diff import Comparison, compare
from calls.application.revisions import Submitted, submitted_version
from calls.enums import FieldKind, Part
from calls.questionnaire import costs
from calls.templatetags.calls import amount_text, answer_text
from calls.views.staff.dossier import application_for, dossier_context
from pio_portal.addresses import query_int


def changes(request: HttpRequest, ref: str) -> HttpResponse:
    """`/verschillen/?van=1&tot=2`: two revisions side by side; without numbers the last two."""
    application = application_for(request, ref)
    submitted = submitted_version(application)
    versions = submitted.versions if submitted else ()
    old = submitted_version(application, _chosen(request, "van", versions, place=-2))
    new = submitted_version(application, _chosen(request, "tot", versions, place=-1))
    context = dossier_context(request, application, "calls:staff_application_answers") | {"versions": versions}
    if old and new and len(versions) > 1:
        context |= {"old": old, "new": new, "comparison": _comparison(old, new), "asked": new.content.get("request")}
        context["untouched"] = _untouched(context["asked"], context["comparison"])
        chosen = {"van": old.revision.number, "tot": new.revision.number}
        context["form"] = ComparedVersionsForm(initial=chosen, numbers=[version.number for version in versions])
    return render(request, "calls/staff/application_changes.html", context)


def _untouched(asked: Mapping[str, Any] | None, comparison: Comparison) -> list[str]:
    """What PIO asked by name and came back as it was."""
    came = {section.title for section in comparison.changed}
    if comparison.files.added or comparison.files.removed:
        came.add(str(Part.FILES.label))
    return [title for title in asked["titles"] if title not in came] if asked else []


def _comparison(old: Submitted, new: Submitted):
    labels = {"title": _("Titel"), "theme": _("Thema"), "policy_domain": _("Beleidsdomein"), "partners": _("Partners")}
    return compare(
        _named_partners(old), _named_partners(new), basics=labels, written=_plain_answer, title=str(Part.BASICS.label)
    )


def _named_partners(submitted: Submitted) -> dict[str, Any]:
    return {**submitted.content, "partners": [partner.name for partner in submitted.partners]}


def _plain_answer(answer: Mapping[str, Any]) -> str:
    """An answer of a revision as people read it, in plain text: what is a list or a table elsewhere, a line each."""
    kind, shown = answer["kind"], str(answer["shown"] or "")
    if kind == FieldKind.COSTS:
        return "\n".join(f"{row.post}: {amount_text(row)}" for row in costs.rows_of(shown))
    return shown if kind in (FieldKind.MULTIPLE, FieldKind.FILE) else str(answer_text(kind, shown))


def _chosen(request: HttpRequest, name: str, versions, *, place: int) -> int | None:
    asked = query_int(request, name)
    if asked in {version.number for version in versions}:
        return asked
    return versions[place].number if len(versions) >= -place else None
