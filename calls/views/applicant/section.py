"""One section of an application: its questions, saved an answer at a time or all at once, beside colleagues."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.content import stored_of
from calls.application.presence import present, sign_in
from calls.application.writing import Stale, save_section
from calls.enums import ApplicationStatus as Status
from calls.enums import Part
from calls.models import Application, Merged, SectionAnswer
from calls.questionnaire import answers, definition
from calls.questionnaire.forms.section import SectionForm, SectionPageForm
from calls.questionnaire.question import Question, Section
from calls.views.applicant import completion, dossier
from calls.views.applicant.related import previous
from pio_portal.accounts import held
from pio_portal.accounts.models import User
from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_at
from pio_portal.ui.pages import Attempt, make, say, sent, show

LONGEST_TOKEN = 40
LONGEST_VERSION = 9  # digits
MISSING_NAMED = 3  # of the questions without an answer


def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A section's page. What is typed is always kept, complete or not, or at least shown to copy."""
    posted = sent(request).data
    try:
        application = dossier.the_editable(request.user, ref)
        asked = the_section(application, key)
    except (Http404, PermissionDenied):
        if posted is None:
            raise
        return not_saved(request, _no_access(), status=HTTPStatus.NOT_FOUND)
    if sentence := _why_closed(application, key):
        if posted is not None:
            return not_saved(request, sentence, application=application, status=HTTPStatus.CONFLICT)
        writable = application.status in Status.with_applicants()
        return completion.closed_part(request, application, key) if writable else redirect(application)
    current = _current(application, key)
    values = current.values if current else {}
    if posted is not None:
        return _save_page(request, application, SectionPageForm(asked, values, posted), current)
    if (kept_back := held.take(request)) is not None:
        form, merged = _drawn_again(SectionPageForm(asked, values, kept_back), current)
        conflict = Stale(current, merged.contested) if current and merged.contested else None
        others = _news_of(asked, current, merged.others)
        return _page(request, application, form, current, conflict=conflict, others=others, held_back=True)
    return _page(request, application, SectionPageForm(asked, values), current)


def save_answer(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One answer (`veld`), saved while it is typed. Gives the place under the question that says how it went."""
    name = query_text(request, "veld")
    try:
        application = dossier.the_editable(request.user, ref)
        asked = the_section(application, key)
    except (Http404, PermissionDenied):
        return _state_of_answer(request, name, failed=_no_access(), status=HTTPStatus.NOT_FOUND)
    question = asked.question(name)
    if question is None:
        raise Http404
    tried = _save(request, application, SectionForm(asked, {}, request.POST), only=name)
    if isinstance(tried.refused, Stale):
        context = {
            "conflict": _version_of(question, tried.refused.current),
            "save_url": reverse("calls:applicant_application_save", args=[ref, key]),
            "section_url": reverse("calls:applicant_application_section", args=[ref, key]),
        }
        return _state_of_answer(request, name, status=HTTPStatus.CONFLICT, **context)
    if tried.refused:
        return _state_of_answer(request, name, status=HTTPStatus.CONFLICT, failed=str(tried.refused))
    saved = tried.result
    fault = answers.fault_of(question, saved.values[name]) if saved.values.get(name) else ""
    context = {"fault": fault, "news": news(request, asked, saved), "at": arrived_at(request)}
    return _state_of_answer(request, name, **context)


def presence(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A sign of life, a few times a minute. Gives who else is here, and what they changed since the page was opened."""
    application = dossier.the_editable(request.user, ref)
    asked, now = the_section(application, key), arrived_at(request)
    sign_in(application=application, section=key, by=request.user, at=now)
    context = {
        "application": application,
        "others": present(application, besides=request.user, at=now),
        "section": asked,
        "news": news(request, asked, _current(application, key)),
        "polled": True,
    }
    return render(request, "calls/applicant/section_presence.html", context)


def the_section(application: Application, key: str) -> Section:
    """The section of this application's form. Raises Http404 for what is not asked."""
    form = definition.of(application.form)
    section = form.page(key, stored_of(application) if form.looks_elsewhere(key) else {})
    if section is None:
        raise Http404
    return section


def not_saved(
    request: HttpRequest, sentence: str, *, application: Application | None = None, status: int
) -> HttpResponse:
    """What was typed, to copy, when it can no longer be saved. Says nothing of a dossier that may not be seen."""
    own = [values for name, values in request.POST.lists() if not name.startswith(("_", "csrfmiddlewaretoken"))]
    typed = [value for values in own for value in values if value.strip()]
    context = {"sentence": sentence, "typed": typed, "application": application}
    return render(request, "calls/applicant/not_saved.html", context, status=status)


@dataclass(frozen=True)
class News:
    """A colleague changed an answer of this section after the page was opened."""

    label: str
    by: str


def news(request: HttpRequest, asked: Section, current: SectionAnswer | None) -> list[News]:
    """What others changed since, on other pages than this one. At most one query, for their names."""
    version, page = _opened(request.POST or request.GET)
    keys = [q.key for q in asked.fields if current and current.changed_elsewhere(q.key, since=version, page=page)]
    return _news_of(asked, current, keys)


def _news_of(asked: Section, current: SectionAnswer | None, keys: Collection[str]) -> list[News]:
    if current is None or not keys:
        return []
    changed = [(question.label, current.marks[question.key][2]) for question in asked.fields if question.key in keys]
    names = dict(User.objects.filter(pk__in={who for _label, who in changed}).values_list("pk", "name"))
    return [News(label, names.get(who, "PIO")) for label, who in changed]


def _no_access() -> str:
    return _("U hebt geen toegang meer tot deze aanvraag. Kopieer uw tekst als u hem wilt bewaren.")


def _why_closed(application: Application, key: str) -> str:
    """Why nothing can be changed here now; empty when it can."""
    if application.status not in Status.with_applicants():
        label = Status(application.status).public_label
        return _("U kunt deze aanvraag niet meer wijzigen: de stand is intussen “%(status)s”.") % {"status": label}
    if completion.is_closed(application, key):
        return _("PIO vroeg geen aanvulling van dit onderdeel: u kunt het lezen, en niet wijzigen.")
    return ""


def _save_page(
    request: HttpRequest, application: Application, form: SectionPageForm, current: SectionAnswer | None
) -> HttpResponse:
    """Save all that was typed, also what is no answer yet; go on to the next section when nothing is wrong."""
    tried = _save(request, application, form)
    conflict = tried.refused if isinstance(tried.refused, Stale) else None
    current = conflict.current if conflict else tried.result or current
    form, merged = _drawn_again(form, current)
    others = _news_of(form.section, current, merged.others)
    if tried.refused and not conflict:
        say(form, tried.refused)
    elif not conflict and not form.errors:
        _tell(request, form, others)
        return redirect(_next_page(application, form.section.key))
    return _page(request, application, form, current, conflict=conflict, others=others)


def _drawn_again(form: SectionPageForm, current: SectionAnswer | None) -> tuple[SectionPageForm, Merged]:
    """The form as the page shows it once more: what only others changed is as it now stands, and not as it was sent.

    The page that is drawn goes on from `current`: showing an answer of before would let its writer undo, unseen, what
    a colleague wrote.
    """
    current = current or SectionAnswer()
    version, page = _opened(form.data)
    merged = current.merge(answers.keep_all(form.section, form.typed()), version=version, page=page)
    return SectionPageForm(form.section, current.values, form.data, others=merged.others), merged


def _tell(request: HttpRequest, form: SectionPageForm, others: list[News]) -> None:
    """Say on the next page what this one cannot: what a colleague changed, and what is still to be filled in."""
    for item in others:
        messages.info(request, _("%(by)s wijzigde intussen “%(label)s”: die tekst is bewaard.") % vars(item))
    missing = form.missing
    if missing:
        told = _("“%(section)s” is bewaard, en nog niet volledig. Nog in te vullen: %(labels)s.")
        labels = ", ".join(f"“{label}”" for label in missing[:MISSING_NAMED])
        labels += ", …" if len(missing) > MISSING_NAMED else ""
        messages.warning(request, told % {"section": form.section.title, "labels": labels})


def _save(request: HttpRequest, application: Application, form: SectionForm, *, only: str = "") -> Attempt:
    """Save what was typed in the form, or `only` the answer to one question."""
    version, page = _opened(request.POST)
    values = {key: value for key, value in form.typed().items() if only in ("", key)}
    change = partial(
        save_section,
        application=application,
        section=form.section.key,
        values=values,
        version=version,
        page=page,
        autosave=bool(only),
    )
    return make(request, change)


def _opened(data: QueryDict) -> tuple[int, str]:
    """The version with which the page was opened, and the page's own name."""
    version = data.get("_version", "")
    is_number = version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION
    return int(version) if is_number else 0, data.get("_page", "")[:LONGEST_TOKEN]


def _current(application: Application, key: str) -> SectionAnswer | None:
    return application.answers.filter(section=key).select_related("updated_by").first()


def _version_of(question: Question, current: SectionAnswer) -> dict[str, Any]:
    """The version of a colleague, with what the page needs to go on from it."""
    _at_version, _on_page, who = current.marks.get(question.key, (0, "", None))
    return {
        "question": question,
        "theirs": question.shown(current.values.get(question.key, "")),
        "by": User.objects.filter(pk=who).values_list("name", flat=True).first() or "PIO",
        "at": current.changed_at([question.key]),
        "version": current.version,
    }


def _state_of_answer(request: HttpRequest, name: str, *, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
    """The fragment under one question. Its header tells the script that a refusal is meant for the page, too."""
    response = render(request, "calls/applicant/answer_state.html", {"name": name, **context}, status=status)
    response["X-Fragment"] = "answer"
    return response


def _page(
    request: HttpRequest,
    application: Application,
    form: SectionPageForm,
    current: SectionAnswer | None,
    *,
    conflict: Stale | None = None,
    others: Sequence[News] = (),
    held_back: bool = False,
) -> HttpResponse:
    now, key = arrived_at(request), form.section.key
    sections = definition.of(application.form).asked(stored_of(application)).sections
    place = [section.key for section in sections].index(key)
    sign_in(application=application, section=key, by=request.user, at=now)
    form.helper.cancel_url = application.get_absolute_url()
    status = 0  # 422 when an answer is wrong
    if conflict or held_back:
        form.show_as_typed(_("Mijn versie bewaren") if conflict else None)
        status = HTTPStatus.OK if held_back else HTTPStatus.CONFLICT
    context = {
        "application": application,
        "section": form.section,
        "version": current.version if current else 0,
        "page_token": secrets.token_urlsafe(12),
        "saved": current if current and current.pk and not (conflict or held_back) else None,
        "conflict": conflict,
        **(_differing(form, conflict) if conflict else {}),
        "others_changed": others,
        "held_back": held_back,
        "previous": previous(request.user, application),
        "others": present(application, besides=request.user, at=now),
        "save_url": reverse("calls:applicant_application_save", args=[application.ref, key]),
        "place": place + 1,
        "places": len(sections),
        "before": sections[place - 1] if place else None,
        "crumbs": dossier.application_crumbs(application, form.section.title),
    }
    return show(request, "calls/applicant/section.html", context, form, status=status)


def _differing(form: SectionForm, conflict: Stale) -> dict[str, Any]:
    """The contested answers, side by side: as they stand in the dossier, and as they were typed here; and whose."""
    typed = form.typed()
    differences = [
        {
            "question": question,
            "theirs": question.shown(conflict.current.values.get(question.key, "")),
            "yours": question.shown(typed.get(question.key, "")),
        }
        for question in form.section.fields
        if question.key in conflict.fields
    ]
    names = {item.by for item in _news_of(form.section, conflict.current, conflict.fields)}
    return {
        "differences": differences,
        "changed_by": ", ".join(sorted(names)),
        "changed_at": conflict.current.changed_at(conflict.fields),
    }


def _next_page(application: Application, key: str) -> str:
    """The section that follows, with the answers as they now are; then attachments that PIO asked; then the task list."""
    asked = definition.of(application.form).asked(stored_of(application))
    following = asked.after(key)
    while following is not None and completion.is_closed(application, following.key):
        following = asked.after(following.key)
    if following is not None:
        return reverse("calls:applicant_application_section", args=[application.ref, following.key])
    if application.completion and Part.FILES in application.completion.sections:
        return reverse("calls:applicant_application_files", args=[application.ref])
    return application.get_absolute_url()
