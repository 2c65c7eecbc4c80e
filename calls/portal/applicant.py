"""The public's and the applicant's side: menus, parts of the home pages, sentences and mails about submitting."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.audit.verbs import register_verb
from pio_portal.correspondence.mails import register_mail
from pio_portal.correspondence.periodic import periodic
from pio_portal.formats import countdown_text, moment_text
from pio_portal.ui import registry

SHOWN = 5
CLOSING_SOON = timedelta(days=7)
REFERENCE = _("Referentie van de aanvraag")
TITLE = _("Titel van de aanvraag")
LINK = _("Adres van het dossier")
SAMPLE = {
    "reference": "A-2026-0012",
    "title": "Slimme straatverlichting die meet en deelt",
    "link": "https://portaal.pio.test/mijn/aanvragen/A-2026-0012/",
}


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    register_verbs()
    register_mails()
    register_pages()
    from calls.application.presence import forget_the_gone

    periodic("calls.forget_presence")(forget_the_gone)


def register_pages() -> None:
    """Menus, parts of the home pages, and what Vandaag should say."""
    registry.register_menu(label=_("Oproepen"), url_name="calls:calls", world="public", order=10)
    registry.register_menu(label=_("Aanvragen"), url_name="calls:my_applications", world="mijn", order=10)
    registry.register_menu(
        label=_("Oproepen"), url_name="calls:staff_calls", group=_("Werk"), icon="megaphone", roles=STAFF, order=10
    )
    registry.register_home_block(
        "calls.start", template="calls/public/home_hero.html", context=_start, slot="hero", order=10
    )
    registry.register_home_block(
        "calls.call.date_line", template="calls/public/home_dates.html", context=_dates, order=10
    )
    registry.register_home_block(
        "calls.mine", template="calls/applicant/home_applications.html", context=_mine, world="mijn", order=10
    )
    registry.register_signal("calls.closing", _closing, roles=STAFF)
    registry.register_dates("calls.rounds", _rounds, roles=STAFF)
    registry.register_search("calls", label=_("Oproepen"), find=_search, order=10)


def _start(_request: HttpRequest) -> dict | None:
    from calls.call import date_line, self_check

    current = date_line.current_calls(timezone.now())
    if not current:
        return None
    return {"call": current[0], "several": len(current) > 1, "way_in": self_check.way_in(current[0])}


def _dates(_request: HttpRequest) -> dict | None:
    from calls.call import date_line

    now = timezone.now()
    current = date_line.current_calls(now)
    if not current:
        return None
    points, news = date_line.points_of(current, now), date_line.news_of(current, now)
    return {"calls": [(call, points[call.pk], news[call.pk]) for call in current]}


def _mine(request: HttpRequest) -> dict | None:
    from calls.call.date_line import current_calls
    from calls.views.applicant import dossier

    now = timezone.now()
    rows = dossier.mine(request.user).kept().select_related("organisation", "round", "call")
    newest = rows.order_by("-pk")[: SHOWN + 1]
    rows = [dossier.list_row(application, now) for application in newest]
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "calls": current_calls(now)}


def _closing(_user, now: datetime) -> Iterable[registry.Item]:
    """Rounds that close within a week, with how many drafts still wait."""
    from calls.enums import ApplicationStatus
    from calls.models import Round

    drafts = Count("applications", filter=Q(applications__status=ApplicationStatus.DRAFT))
    for current in (
        Round.objects.open(now).filter(closes_at__lte=now + CLOSING_SOON).select_related("call").annotate(n=drafts)
    ):
        text = gettext("%(call)s: %(left)s om in te dienen, nog %(n)d in opmaak")
        left = countdown_text(current.closes_at, now).lower()
        yield registry.Item(
            title=text % {"call": current.call.code, "left": left, "n": current.n},
            url=reverse("calls:staff_round", args=[current.call.code, current.number]),
            due=current.closes_at,
            tone="warn",
            tag=gettext("Sluit binnenkort"),
            source=current.call.title,
        )


def _rounds(_user, now: datetime) -> Iterable[registry.Item]:
    from calls.models import Round

    for current in Round.objects.upcoming(now).select_related("call")[:SHOWN]:
        yield registry.Item(
            title=gettext("Indiendatum %(n)d van %(call)s") % {"n": current.number, "call": current.call.code},
            url=reverse("calls:staff_round", args=[current.call.code, current.number]),
            due=current.closes_at,
            source=current.call.title,
        )


def _search(_user, q: str, limit: int) -> Iterable[registry.Hit]:
    from calls.models import Call

    found = Call.objects.published().filter(Q(title__icontains=q) | Q(code__icontains=q) | Q(summary__icontains=q))
    for call in found.prefetch_related("rounds")[:limit]:
        summary = ", ".join(moment_text(r.closes_at) for r in call.rounds.all())
        yield registry.Hit(title=call.title, url=call.get_absolute_url(), reference=call.code, summary=summary)


def register_verbs() -> None:
    """The lines of the timeline, of a call and of an application."""
    register_verb("call_created", _("%(by)s maakte de oproep."))
    register_verb("call_amended", _("%(by)s wijzigde de oproep."))
    register_verb("call_published", _("%(by)s publiceerde de oproep."), public=True)
    register_verb("application_started", _("%(by)s begon de aanvraag."), public=True)
    register_verb("application_amended", _("%(by)s wijzigde de titel, het thema of het beleidsdomein."), public=True)
    register_verb("attachment_added", _("%(by)s voegde de bijlage “%(title)s” toe."), public=True)
    register_verb("attachment_removed", _("%(by)s nam de bijlage “%(title)s” weg."), public=True)
    register_verb("application_moved", _("%(by)s nam de aanvraag mee naar de indiendatum van %(round)s."), public=True)
    register_verb("application_submitted", _("%(by)s diende de aanvraag in."), public=True)
    register_verb("application_completed", _("%(by)s diende de gevraagde aanvulling in."), public=True)
    register_verb("application_withdrawn", _("%(by)s trok de aanvraag in."), public=True)


def register_mails() -> None:
    """The standard mails to applicants about submitting."""
    register_mail(
        "application_receipt",
        title=_("Ontvangstbewijs van een aanvraag"),
        subject=_("Uw aanvraag {{ reference }} is ingediend"),
        body=_(
            "Beste {{ recipient_name }},\n\n"
            "PIO ontving de aanvraag “{{ title }}” van {{ organisation }} voor {{ call }}.\n\n"
            "Referentie: {{ reference }}\n"
            "Ingediend: {{ moment }}{{ extension }}\n"
            "Vingerafdruk van de inhoud (SHA-256): {{ hash }}\n\n"
            "Het ontvangstbewijs met de volledige inhoud vindt u als PDF in uw dossier: {{ link }}\n\n"
            "Wat nu? We kijken eerst na of de aanvraag ontvankelijk is. Daarna beoordelen we ze. "
            "U hoort van ons zodra er iets verandert.\n\n"
            "Met vriendelijke groeten,\nHet PIO-team"
        ),
        variables={
            "reference": REFERENCE,
            "title": TITLE,
            "organisation": _("Naam van de organisatie"),
            "call": _("Titel van de oproep"),
            "moment": _("Wanneer de aanvraag aankwam"),
            "extension": _("Of de indiendatum werd verlengd, tot wanneer en waarom (een regel erbij, of niets)"),
            "hash": _("SHA-256 van de ingediende inhoud"),
            "link": LINK,
        },
        sample={
            **SAMPLE,
            "organisation": "Stad Halle",
            "call": "Open oproep 2026",
            "moment": "14 dec 2026 om 11.42 uur (Brussel)",
            "extension": "",
            "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
    )
    register_mail(
        "application_withdrawn",
        title=_("Bevestiging van een intrekking"),
        subject=_("Uw aanvraag {{ reference }} is ingetrokken"),
        body=_(
            "Beste {{ recipient_name }},\n\n"
            "De aanvraag “{{ title }}” ({{ reference }}) werd ingetrokken op {{ moment }}. "
            "We behandelen ze niet verder. U kunt ze nog lezen in uw dossier: {{ link }}\n\n"
            "Met vriendelijke groeten,\nHet PIO-team"
        ),
        variables={"reference": REFERENCE, "title": TITLE, "moment": _("Wanneer ze werd ingetrokken"), "link": LINK},
        sample={**SAMPLE, "moment": "20 dec 2026 om 9.10 uur (Brussel)"},
    )
