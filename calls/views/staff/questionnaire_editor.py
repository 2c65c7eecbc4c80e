"""Writing a draft of a form: a section with its questions as the applicant sees them, and a page per part of it.

Each change is saved by itself. A part that a colleague changed since it was opened is not overwritten: the page shows
both versions, and saving again is a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import FieldKind, Visibility
from calls.models import Questionnaire
from calls.questionnaire import editing
from calls.questionnaire.definition import Definition
from calls.questionnaire.editing import Data
from calls.questionnaire.forms.editor import (
    SAVE_MINE,
    CheckForm,
    PartForm,
    SectionHeadForm,
    earlier_than,
)
from calls.questionnaire.forms.question import QuestionForm, others_than
from calls.questionnaire.forms.section import SectionForm
from calls.questionnaire.question import Question, Section
from calls.questionnaire.version_diff import condition_text
from calls.questionnaire.versions import PartChanged, Put, StaleForm, move_part, remove_part, save_part
from calls.views.staff.questionnaires import version_crumbs, version_for
from pio_portal.addresses import query_choice, query_text
from pio_portal.ui.pages import Attempt, attempt, button, finish, sent, show
from pio_portal.ui.shapes import Crumb

NEW_QUESTION = {"kind": FieldKind.TEXT, "required": True, "visibility": Visibility.ASSESSORS}
NEW_LIMITS: dict[str, dict[str, int]] = {FieldKind.TEXT: {"max_length": 120}, FieldKind.LONG: {"max_length": 2000}}


@dataclass(frozen=True)
class Part:
    """What one page writes: its place (empty when it is new), its form, and how the form goes into the data."""

    place: str
    form: Callable[..., PartForm]
    initial_of: Callable[[Any], dict[str, Any]]
    put: Put
    back: Callable[[str], str]  # the page to go to, given the key of the part
    title: str
    cancel_url: str
    here: str  # the entry of the outline
    template: str = "calls/staff/questionnaire/part.html"


# Pages


def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A section as the applicant sees it, with at each question what can be done."""
    version = version_for(request, pk)
    part = _must(editing.section_of(version.definition, key))
    form = editing.typed(version.definition)
    typed = form.section(key)
    context = _editor_context(version, part["title"]) | {
        "part": part,
        "seen": editing.fingerprint(version.definition, key),
        "condition": condition_text(typed.when, form) if typed and typed.when else "",
        "rows": _question_rows(version.definition, typed, form) if typed else [],
        "kinds": FieldKind,
        "here": key,
        "following": form.after(key) if typed else None,
    }
    return render(request, "calls/staff/questionnaire/section.html", context)


def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """The yes-or-no questions before the form."""
    version = version_for(request, pk)
    rows = [
        (check, editing.fingerprint(version.definition, f"checks.{check['key']}"))
        for check in editing.checks(version.definition)
    ]
    context = _editor_context(version, _("Voorafgaande vragen")) | {"rows": rows, "here": editing.CHECKS}
    return render(request, "calls/staff/questionnaire/checks.html", context)


def head(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    """The title, explanation and condition of a section; without a key a new one."""
    version = version_for(request, pk)
    part = Part(
        place=key,
        form=partial(SectionHeadForm, earlier=earlier_than(version.definition, key)),
        initial_of=SectionHeadForm.initial_of,
        put=editing.put_section,
        back=lambda saved: _section_url(version, saved),
        title=_("Onderdeel wijzigen") if key else _("Nieuw onderdeel"),
        cancel_url=version.get_absolute_url(),
        here=key,
    )
    return _part_page(request, version, part)


def question(request: HttpRequest, pk: int, key: str, asked: str = "") -> HttpResponse:
    """All of a question; without its key a new one at the end of the section."""
    version = version_for(request, pk)
    part = Part(
        place=f"{key}.{asked}" if asked else "",
        form=partial(
            QuestionForm,
            earlier=earlier_than(version.definition, key, asked or "*"),
            others=others_than(version.definition, f"{key}.{asked}"),
        ),
        initial_of=QuestionForm.initial_of,
        put=lambda data, values, kept: editing.put_question(data, key, values, kept),
        back=lambda saved: f"{_section_url(version, key)}#vraag-{saved}",
        title=_("Vraag wijzigen") if asked else _("Nieuwe vraag"),
        cancel_url=_section_url(version, key),
        here=key,
        template="calls/staff/questionnaire/question.html",
    )
    if sent(request).data is None:  # what was typed for a section that is gone is refused, and not lost
        _must(editing.section_of(version.definition, key))
    kind = query_choice(request, "soort", FieldKind.values, FieldKind.TEXT)
    return _part_page(request, version, part, NEW_QUESTION | NEW_LIMITS.get(kind, {}) | {"kind": kind})


def check(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    """A yes-or-no question before the form; without a key a new one."""
    version = version_for(request, pk)
    page = reverse("calls:staff_form_checks", args=[version.pk])
    part = Part(
        place=f"{editing.CHECKS}.{key}" if key else "",
        form=CheckForm,
        initial_of=CheckForm.initial_of,
        put=editing.put_check,
        back=lambda _saved: page,
        title=_("Voorafgaande vraag wijzigen") if key else _("Nieuwe voorafgaande vraag"),
        cancel_url=page,
        here=editing.CHECKS,
    )
    return _part_page(request, version, part)


# Buttons


def move(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """One step up or down (`step` -1 or 1)."""
    version = version_for(request, pk)
    step = -1 if request.POST.get("step") == "-1" else 1
    change = partial(move_part, form=version, place=place, step=step)
    return button(request, change=change, done="", back=_page_with(version, place))


def remove(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Take away a section, a question or a check, as it was when the page was opened."""
    version = version_for(request, pk)
    return button(
        request,
        change=partial(remove_part, form=version, place=place, seen=query_text(request, "gezien")),
        done=_("Het staat niet meer in deze versie."),
        back=_page_with(version, place, gone=True),
    )


# One page that writes one part


def _part_page(
    request: HttpRequest, version: Questionnaire, part: Part, beginning: dict[str, Any] | None = None
) -> HttpResponse:
    """Show one part, draw it again after a choice, or save it. A new one has the values of `beginning`."""
    if not version.is_draft:
        messages.info(request, _("Deze versie is gepubliceerd en verandert niet meer. Begin een nieuwe versie."))
        return redirect(version)
    form = _part_form(request, version, part, beginning or {})
    tried = attempt(request, form, partial(save_part, form=version, place=part.place, put=part.put))
    if tried:
        return finish(request, tried.result, done=_("Bewaard."), back=part.back)
    form.helper.cancel_url = part.cancel_url
    if isinstance(tried.refused, StaleForm):
        version = tried.refused.current
    context = _editor_context(version, part.title) | {
        "title": part.title,
        "here": part.here,
        "cancel_url": part.cancel_url,
        "conflict": _conflict(version, part, form, tried),
    }
    if isinstance(form, QuestionForm):
        context["as_applicant"] = _as_applicant(form)
    if not form.is_bound:  # htmx takes a part of this page, not the form
        return render(request, part.template, context | {"form": form})
    status = HTTPStatus.CONFLICT if isinstance(tried.refused, PartChanged | StaleForm) else 0
    return show(request, part.template, context, form, status=status)


def _part_form(request: HttpRequest, version: Questionnaire, part: Part, beginning: dict[str, Any]) -> PartForm:
    posted = sent(request).data
    if posted is None:
        values = beginning
        if part.place:
            values = part.initial_of(_must(editing.item_at(version.definition, part.place)))
        return part.form(initial=values | {"seen": editing.fingerprint(version.definition, part.place)})
    if "redraw" in posted:  # with the options of what was chosen, and nothing checked yet
        typed = {name: posted.get(name, "") for name in posted} | {"when_values": posted.getlist("when_values")}
        return part.form(initial=typed)
    return part.form(posted)


def _conflict(version: Questionnaire, part: Part, form: PartForm, tried: Attempt) -> list[Any] | None:
    """Both versions of what a colleague changed: label, theirs, ours. What is saved next goes over theirs.

    None when there is no conflict, or nothing to compare with because the part was taken away.
    """
    if not isinstance(tried.refused, PartChanged):
        return None
    form.now_seen(editing.fingerprint(version.definition, part.place))
    item = editing.item_at(version.definition, part.place)
    if item is None:
        return None
    form.helper.error_summary, form.helper.actions = False, SAVE_MINE
    return form.beside(part.form(initial=part.initial_of(item)))


def _as_applicant(form: QuestionForm) -> BoundField | None:
    """The question as the applicant would see it now, when it is far enough."""
    values = {name: form.value_of(name) for name in form.fields if not name.startswith(("when_", "agrees"))}
    trial = QuestionForm({name: value for name, value in values.items() if value not in (None, "", False)}, earlier=[])
    tried = trial.definition_alone()
    if tried is None:
        return None
    drawn = SectionForm(tried.sections[0], {})
    drawn.auto_id = "id_seen_%s"  # a question called “Help” is not the field of that name in the editor
    return next(iter(drawn), None)


# What the pages share


def _question_rows(data: Data, typed: Section, form: Definition) -> list[dict[str, Any]]:
    """Each question with its drawn field and what staff must know of it."""
    drawn = SectionForm(typed, {})
    drawn.auto_id = f"id_{typed.key}_%s"
    return [
        {
            "question": q,
            "field": drawn[q.key],
            "facts": _facts(q),
            "condition": condition_text(q.when, form) if q.when else "",
            "place": f"{typed.key}.{q.key}",
            "seen": editing.fingerprint(data, f"{typed.key}.{q.key}"),
        }
        for q in typed.fields
    ]


def _facts(question: Question) -> str:
    facts = [str(question.kind.label), _("verplicht") if question.required else _("niet verplicht")]
    return " · ".join([*facts, _("leest mee: %(who)s") % {"who": question.visibility.label}])


def _editor_context(version: Questionnaire, label: str) -> dict[str, Any]:
    return {
        "version": version,
        "outline": editing.sections(version.definition),
        "number_of_checks": len(editing.checks(version.definition)),
        "can_edit": version.is_draft,
        "crumbs": version_crumbs(version, Crumb(label=label)),
    }


def _section_url(version: Questionnaire, key: str) -> str:
    return reverse("calls:staff_form_section", args=[version.pk, key])


def _page_with(version: Questionnaire, place: str, *, gone: bool = False) -> str:
    """The page on which a part stands."""
    section_key, dot, key = place.partition(".")
    if not dot:
        return f"{version.get_absolute_url()}#onderdelen"
    if section_key == editing.CHECKS:
        return reverse("calls:staff_form_checks", args=[version.pk])
    return _section_url(version, section_key) + ("" if gone else f"#vraag-{key}")


def _must(item: Data | None) -> Data:
    if item is None:
        raise Http404
    return item
