"""One section of an application: its questions, saved an answer at a time or all at once, beside colleagues."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.content import stored_of
from calls.application.presence import present, sign_in
from calls.application.writing import Stale, save_section
from calls.models import Application, SectionAnswer
from calls.questionnaire import answers, definition
from calls.questionnaire.definition import Section
from calls.questionnaire.forms.section import SectionForm
from calls.views.applicant import completion, dossier
from calls.views.applicant.related import previous
from pio_portal.accounts import held
from pio_portal.accounts.models import User
from pio_portal.change import Refused
from pio_portal.ui.acting import say

CONFLICT = 409
GONE = 404
LONGEST_TOKEN = 40


def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A section's page. What is typed is always kept, complete or not, or at least shown to copy."""
    try:
        application = dossier.editable(request.user, ref)
        asked = section_of(application, key)
    except (Http404, PermissionDenied):
        if request.method != "POST":
            raise
        sentence = _("U hebt geen toegang meer tot deze aanvraag. Kopieer uw tekst als u hem wilt bewaren.")
        return typed_page(request, sentence, status=GONE)
    if sentence := _why_closed(application, key):
        if request.method == "POST":
            return typed_page(request, sentence, application=application, status=CONFLICT)
        return completion.closed_part(request, application, key) if _is_writable(application) else redirect(application)
    if request.method == "POST":
        return _save_all(request, application, asked)
    current = _current(application, key)
    kept_back = held.take(request)
    form = SectionForm(asked, current.values if current else {}, kept_back)
    return _page(request, application, form, current, held_back=kept_back is not None)


def _is_writable(application: Application) -> bool:
    return application.status in dossier.WRITABLE


def _why_closed(application: Application, key: str) -> str:
    """Why nothing can be changed here now; empty when it can."""
    if not _is_writable(application):
        return _("Deze aanvraag is intussen ingediend: u kunt ze niet meer wijzigen.")
    if completion.is_closed(application, key):
        return _("PIO vroeg geen aanvulling van dit onderdeel: u kunt het lezen, en niet wijzigen.")
    return ""


def save_answer(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One answer (`veld`), saved while it is typed. Gives the place under the question that says how it went."""
    name = request.GET.get("veld", "")
    try:
        application = dossier.editable(request.user, ref)
        asked = section_of(application, key)
    except (Http404, PermissionDenied):
        sentence = _("U hebt geen toegang meer tot deze aanvraag. Kopieer uw tekst als u hem wilt bewaren.")
        return _state(request, name, failed=sentence, status=GONE)
    question = asked.question(name)
    if question is None:
        raise Http404
    form = SectionForm(asked, {}, request.POST)
    now = timezone.now()
    try:
        saved = _save(request, application, form, now, only=name)
    except Stale as stale:
        return _state(request, name, conflict=_version_of(question, stale.current), application=application, key=key)
    except Refused as refused:
        return _state(request, name, failed=str(refused), status=CONFLICT)
    fault = answers.fault_of(question, saved.values.get(name, ""))
    context = {"fault": fault if saved.values.get(name) else "", "news": news(request, asked, saved), "at": now}
    return _state(request, name, **context)


def presence(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A sign of life, a few times a minute. Gives who else is here, and what they changed since the page was opened."""
    application = dossier.editable(request.user, ref)
    asked, now = section_of(application, key), timezone.now()
    sign_in(application=application, section=key, by=request.user, at=now)
    context = {
        "application": application,
        "others": present(application, besides=request.user, at=now),
        "section": asked,
        "news": news(request, asked, _current(application, key)),
        "polled": True,
    }
    return render(request, "calls/applicant/section_presence.html", context)


def section_of(application: Application, key: str) -> Section:
    """The section of this application's form, or a 404."""
    form = definition.of(application.form)
    found = form.page(key, stored_of(application) if form.looks_elsewhere(key) else {})
    if found is None:
        raise Http404
    return found


def typed_page(
    request: HttpRequest, sentence: str, *, application: Application | None = None, status: int
) -> HttpResponse:
    """What was typed, to copy, when it can no longer be saved. Says nothing of a dossier that may not be seen."""
    own = [values for name, values in request.POST.lists() if not name.startswith(("_", "csrfmiddlewaretoken"))]
    typed = [value for values in own for value in values if value.strip()]
    context = {"sentence": sentence, "typed": typed, "application": application}
    return render(request, "calls/applicant/typed.html", context, status=status)


@dataclass(frozen=True)
class News:
    """A colleague changed an answer of this section after the page was opened."""

    label: str
    by: str


def news(request: HttpRequest, asked: Section, current: SectionAnswer | None) -> list[News]:
    """What others changed since, on other pages than this one. At most one query, for their names."""
    version, page = _opened(request.POST or request.GET)
    if current is None:
        return []
    changed = [
        (question.label, current.marks[question.key][2])
        for question in asked.fields
        if current.changed_elsewhere(question.key, since=version, page=page)
    ]
    if not changed:
        return []
    names = dict(User.objects.filter(pk__in={who for _label, who in changed}).values_list("pk", "name"))
    return [News(label, names.get(who, "PIO")) for label, who in changed]


def _save_all(request: HttpRequest, application: Application, asked: Section) -> HttpResponse:
    current = _current(application, asked.key)
    form = SectionForm(asked, current.values if current else {}, request.POST)
    try:
        saved = _save(request, application, form, timezone.now())
    except Stale as stale:
        return _page(request, application, form, stale.current, conflict=stale, status=CONFLICT)
    except Refused as refused:
        say(form, refused)
        return _page(request, application, form, current)
    if not form.is_valid():
        return _page(request, application, form, saved)
    return redirect(_after(application, asked.key))


def _save(
    request: HttpRequest, application: Application, form: SectionForm, at: datetime, *, only: str = ""
) -> SectionAnswer:
    version, page = _opened(request.POST)
    typed = form.typed()
    return save_section(
        application=application,
        section=form.section.key,
        values={key: value for key, value in typed.items() if only in ("", key)},
        version=version,
        by=request.user,
        at=at,
        page=page,
        autosave=bool(only),
    )


def _opened(sent: QueryDict) -> tuple[int, str]:
    """The version with which the page was opened, and the page's own name."""
    version = sent.get("_version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0  # noqa: PLR2004
    return number, sent.get("_page", "")[:LONGEST_TOKEN]


def _current(application: Application, key: str) -> SectionAnswer | None:
    return application.answers.filter(section=key).select_related("updated_by").first()


def _version_of(question: definition.Question, current: SectionAnswer) -> dict[str, Any]:
    """The version of a colleague, with what the page needs to go on from it."""
    _at_version, _on_page, who = current.marks.get(question.key, (0, "", None))
    return {
        "question": question,
        "theirs": question.shown(current.values.get(question.key, "")),
        "by": User.objects.filter(pk=who).values_list("name", flat=True).first() or "PIO",
        "at": current.updated_at,
        "version": current.version,
    }


def _state(
    request: HttpRequest,
    name: str,
    *,
    status: int = 200,
    application: Application | None = None,
    key: str = "",
    **context,
) -> HttpResponse:
    """The fragment under one question. Its header tells the script that a refusal is meant for the page, too."""
    if application is not None:
        context["save_url"] = reverse("calls:my_application_save", args=[application.ref, key])
        context["section_url"] = reverse("calls:my_application_section", args=[application.ref, key])
    status = CONFLICT if "conflict" in context else status
    response = render(request, "calls/applicant/answer_state.html", {"name": name, **context}, status=status)
    response["X-Fragment"] = "answer"
    return response


def _page(
    request: HttpRequest,
    application: Application,
    form: SectionForm,
    current: SectionAnswer | None,
    *,
    conflict: Stale | None = None,
    held_back: bool = False,
    status: int = 200,
) -> HttpResponse:
    now, key = timezone.now(), form.section.key
    sections = definition.of(application.form).asked(stored_of(application)).sections
    place = [s.key for s in sections].index(key)
    sign_in(application=application, section=key, by=request.user, at=now)
    context = {
        "application": application,
        "section": form.section,
        "form": form,
        "version": current.version if current else 0,
        "page_token": secrets.token_urlsafe(12),
        "saved": current if current and current.pk else None,
        "conflict": conflict,
        "differences": _differences(form, conflict) if conflict else [],
        "held_back": held_back,
        "previous": previous(request.user, application),
        "others": present(application, besides=request.user, at=now),
        "save_url": reverse("calls:my_application_save", args=[application.ref, key]),
        "place": place + 1,
        "places": len(sections),
        "before": sections[place - 1] if place else None,
        "crumbs": dossier.crumbs(application, form.section.title),
    }
    return render(request, "calls/applicant/section.html", context, status=status)


def _differences(form: SectionForm, conflict: Stale) -> list[dict]:
    """The contested answers, side by side: as they stand in the dossier, and as they were typed here."""
    typed = form.typed()
    return [
        {
            "question": question,
            "theirs": question.shown(conflict.current.values.get(question.key, "")),
            "yours": question.shown(typed.get(question.key, "")),
        }
        for question in form.section.fields
        if question.key in conflict.fields
    ]


def _after(application: Application, key: str) -> str:
    following = definition.of(application.form).asked(stored_of(application)).after(key)
    if following is None:
        return application.get_absolute_url()
    return reverse("calls:my_application_section", args=[application.ref, following.key])
