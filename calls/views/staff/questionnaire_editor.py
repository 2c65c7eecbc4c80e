"""Writing a draft of a form: a section with its questions as the applicant sees them, and a page per part of it.

Each change is saved by itself. A part that a colleague changed since it was opened is not overwritten: the page shows
both versions, and saving again is a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.enums import FieldKind, Visibility
from calls.models import FormVersion
from calls.questionnaire import editing
from calls.questionnaire.definition import DefinitionError, Question
from calls.questionnaire.editing import Data
from calls.questionnaire.forms.editor import CheckForm, QuestionForm, SectionHeadForm, earlier_than
from calls.questionnaire.forms.section import SectionForm
from calls.questionnaire.version_diff import condition_text
from calls.questionnaire.versions import StaleForm, save_definition
from calls.views.staff.questionnaires import crumbs, form_of
from pio_portal.change import Refused

CONFLICT = 409
NEW_QUESTION = {"kind": FieldKind.TEXT, "required": True, "visibility": Visibility.ASSESSORS}
NEW_LIMITS: dict[str, dict[str, int]] = {FieldKind.TEXT: {"max_length": 120}, FieldKind.LONG: {"max_length": 2000}}


@dataclass(frozen=True)
class Part:
    """What one page writes: its place (empty when it is new), its form, and how the form goes into the data."""

    place: str
    form: Callable[..., forms.Form]
    written: Callable[[Any], dict[str, Any]]
    put: Callable[[Data, dict[str, Any], str], tuple[Data, str]]
    back: Callable[[str], str]
    title: str
    here: str = ""
    template: str = "calls/staff/forms/part.html"


# Pages


def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A section as the applicant sees it, with at each question what can be done."""
    version = form_of(request, pk)
    part = _must(editing.section_of(version.definition, key))
    form = editing.typed(version.definition)
    typed = form.section(key)
    context = _frame(version, part["title"]) | {
        "part": part,
        "seen": editing.fingerprint(version.definition, key),
        "condition": condition_text(typed.when, form) if typed and typed.when else "",
        "rows": _rows(version.definition, typed, form) if typed else [],
        "kinds": FieldKind,
        "here": key,
        "following": form.after(key) if typed else None,
    }
    return render(request, "calls/staff/forms/section.html", context)


def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """The yes-or-no questions before the form."""
    version = form_of(request, pk)
    rows = [
        (check, editing.fingerprint(version.definition, f"checks.{check['key']}"))
        for check in editing.checks(version.definition)
    ]
    context = _frame(version, _("Voorafgaande vragen")) | {"rows": rows, "here": editing.CHECKS}
    return render(request, "calls/staff/forms/checks.html", context)


def head(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    """The title, explanation and condition of a section; without a key a new one."""
    version = form_of(request, pk)
    earlier = earlier_than(version.definition, key)
    part = Part(
        place=key,
        form=lambda data=None, **kwargs: SectionHeadForm(data, earlier=earlier, **kwargs),
        written=SectionHeadForm.written,
        put=editing.put_section,
        back=lambda saved: _section_url(version, saved),
        title=_("Onderdeel wijzigen") if key else _("Nieuw onderdeel"),
    )
    return _write(request, version, part)


def question(request: HttpRequest, pk: int, key: str, asked: str = "") -> HttpResponse:
    """All of a question; without its key a new one at the end of the section."""
    version = form_of(request, pk)
    earlier = earlier_than(version.definition, key, asked or "*")
    part = Part(
        place=f"{key}.{asked}" if asked else "",
        form=lambda data=None, **kwargs: QuestionForm(data, earlier=earlier, **kwargs),
        written=QuestionForm.written,
        put=lambda data, values, kept: editing.put_question(data, key, values, kept),
        back=lambda saved: f"{_section_url(version, key)}#vraag-{saved}",
        title=_("Vraag wijzigen") if asked else _("Nieuwe vraag"),
        here=key,
        template="calls/staff/forms/question.html",
    )
    if request.method == "GET":
        _must(editing.section_of(version.definition, key))
    kind = request.GET.get("soort", FieldKind.TEXT)
    initial = NEW_QUESTION | NEW_LIMITS.get(kind, {}) | {"kind": kind if kind in FieldKind.values else FieldKind.TEXT}
    return _write(request, version, part, {} if asked else initial, back=_section_url(version, key))


def check(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    """A yes-or-no question before the form; without a key a new one."""
    version = form_of(request, pk)
    page = reverse("calls:staff_form_checks", args=[version.pk])
    part = Part(
        place=f"{editing.CHECKS}.{key}" if key else "",
        form=CheckForm,
        written=CheckForm.written,
        put=editing.put_check,
        back=lambda _saved: page,
        here=editing.CHECKS,
        title=_("Voorafgaande vraag wijzigen") if key else _("Nieuwe voorafgaande vraag"),
    )
    return _write(request, version, part, back=page)


# Buttons


def move(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """One step up or down (`step` -1 or 1)."""
    version = form_of(request, pk)
    step = -1 if request.POST.get("step") == "-1" else 1
    _press(request, version, lambda data: editing.move(data, place, step))
    return redirect(_home_of(version, place))


def remove(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Take away a section, a question or a check, as it was when the page was opened."""
    version = form_of(request, pk)
    seen = request.GET.get("gezien", "")
    if seen and editing.item_at(version.definition, place) and seen != editing.fingerprint(version.definition, place):
        messages.error(request, _("Een collega wijzigde dit intussen. Kijk eerst na wat er nu staat."))
    elif _press(request, version, lambda data: editing.remove(data, place)):
        messages.success(request, _("Het staat niet meer in deze versie."))
    return redirect(_home_of(version, place, gone=True))


def _press(request: HttpRequest, version: FormVersion, change: Callable[[Data], Data]) -> bool:
    try:
        data = change(version.definition)
        save_definition(form=version, data=data, version=version.version, by=request.user, at=timezone.now())
    except (DefinitionError, Refused) as refused:
        messages.error(request, str(refused))
        return False
    return True


# One page that writes one part


def _write(
    request: HttpRequest, version: FormVersion, part: Part, initial: dict[str, Any] | None = None, *, back: str = ""
) -> HttpResponse:
    """One page that writes one part: shown, drawn again after a choice, or sent."""
    if not version.is_draft:
        messages.info(request, _("Deze versie is gepubliceerd en verandert niet meer. Begin een nieuwe versie."))
        return redirect(version)
    item = editing.item_at(version.definition, part.place) if part.place else None
    page = {
        "part": part,
        "cancel_url": back or version.get_absolute_url(),
        "seen": request.POST.get("gezien", "") or editing.fingerprint(version.definition, part.place),
    }
    if request.method == "GET":
        initial = part.written(_must(item)) if part.place else initial or {}
        return _page(request, version, page | {"form": part.form(initial=initial)})
    if "tonen" in request.POST:  # drawn again with the options of what was chosen, and nothing checked yet
        return _page(request, version, page | {"form": part.form(initial=_typed(request))})
    form = part.form(request.POST)
    if not form.is_valid():
        return _page(request, version, page | {"form": form})
    return _sent(request, version, page | {"form": form}, item)


def _sent(request: HttpRequest, version: FormVersion, page: dict[str, Any], item: Data | None) -> HttpResponse:
    part, form = page["part"], page["form"]
    now = editing.fingerprint(version.definition, part.place)
    if request.POST.get("gezien", "") != now:
        return _conflict(request, version, page | {"seen": now}, item)
    try:
        data, key = part.put(version.definition, form.values(), part.place.rpartition(".")[2] if item else "")
        save_definition(form=version, data=data, version=version.version, by=request.user, at=timezone.now())
    except StaleForm as stale:
        form.add_error(None, _("Een collega bewaarde op hetzelfde moment iets in deze vragenlijst. Bewaar opnieuw."))
        return _page(request, stale.current, page, status=CONFLICT)
    except (DefinitionError, Refused) as refused:
        form.add_error(None, str(refused))
        return _page(request, version, page)
    messages.success(request, _("Bewaard."))
    return redirect(part.back(key))


def _conflict(request: HttpRequest, version: FormVersion, page: dict[str, Any], item: Data | None) -> HttpResponse:
    """Both versions: what a colleague saved, and what was typed here, which saving again puts in its place."""
    form, part = page["form"], page["part"]
    if item is None:
        form.add_error(None, _("Een collega nam dit intussen weg. Bewaar opnieuw om het als nieuw toe te voegen."))
        return _page(request, version, page, status=CONFLICT)
    theirs = part.form(initial=part.written(item))
    rows = [
        (field.label, _shown(theirs, name), _shown(form, name))
        for name, field in form.fields.items()
        if not field.widget.is_hidden and _shown(theirs, name) != _shown(form, name)
    ]
    return _page(request, version, page | {"conflict": rows}, status=CONFLICT)


def _page(request: HttpRequest, version: FormVersion, page: dict[str, Any], *, status: int = 200) -> HttpResponse:
    part, form = page["part"], page["form"]
    context = _frame(version, part.title) | page | {"title": part.title, "here": part.here or part.place}
    if isinstance(form, QuestionForm):
        context["shown"] = _shown_as(form)
    return render(request, part.template, context, status=status)


def _shown_as(form: QuestionForm) -> Any:
    """The question as the applicant would see it now, when it is far enough."""
    trial = QuestionForm(_as_posted(form), earlier=[])
    if not trial.is_valid():
        return None
    try:
        data, _key = editing.put_question(
            {"sections": [{"key": "een", "title": "-", "fields": []}]}, "een", trial.values() | {"when": None}
        )
    except DefinitionError:
        return None
    drawn = SectionForm(editing.typed(data).sections[0], {})
    drawn.auto_id = "id_seen_%s"  # a question called “Help” is not the field of that name in the editor
    return next(iter(drawn), None)


def _as_posted(form: QuestionForm) -> dict[str, Any]:
    values = {name: form.value_of(name) for name in form.fields if not name.startswith("when_")}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Everything as it was typed."""
    lists = {"when_values": request.POST.getlist("when_values")}
    return {name: request.POST.get(name, "") for name in request.POST} | lists


def _shown(form: forms.Form, name: str) -> str:
    """A value of the form as people read it."""
    if name not in form.fields:
        return ""
    value = form[name].value()
    labels = {str(k): str(v) for k, v in getattr(form.fields[name], "choices", ()) if not isinstance(v, list)}
    if isinstance(value, list):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if isinstance(form.fields[name], forms.BooleanField):
        return _("ja") if value else _("nee")
    return labels.get(str(value), str(value or "")).replace("\r\n", "\n")


# What the pages share


def _rows(data: Data, typed, form) -> list[dict[str, Any]]:
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


def _frame(version: FormVersion, label: str) -> dict[str, Any]:
    return {
        "version": version,
        "outline": editing.sections(version.definition),
        "number_of_checks": len(editing.checks(version.definition)),
        "can_edit": version.is_draft,
        "crumbs": crumbs(version, label),
    }


def _section_url(version: FormVersion, key: str) -> str:
    return reverse("calls:staff_form_section", args=[version.pk, key])


def _home_of(version: FormVersion, place: str, *, gone: bool = False) -> str:
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
