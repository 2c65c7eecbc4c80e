"""More time to submit: for everybody of a round, or for one application. Each has a reason, an author and an end."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from calls.application.recipients import writers_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Extension, Round
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.formats import moment_text

REOPEN_WITHIN = timedelta(hours=1)
AT_ONCE = 100  # applications whose people are told in one transaction


@transaction.atomic
def extend_round(
    *,
    round: Round,  # noqa: A002 - the domain's own word
    until: datetime,
    reason: str,
    by,
    at: datetime,
    seen: datetime | None = None,
) -> Extension:
    """Let a round close later, or open it again within an hour after it closed. Everybody with a draft in it is told.

    `seen` is the closing that the form showed: when a colleague moved it since, it is refused. Raises NotPermitted, and
    Refused for a moment that is not later, or that runs into the next round of the call.
    """
    permit("calls.change_call", round.call, by=by)
    call = locked(round.call)  # the dates of one call change one after the other
    current = locked(round)
    if call.published_at is None:
        raise Refused(_("Deze oproep is nog niet gepubliceerd: pas de data van de oproep zelf aan."))
    if seen is not None and seen != current.closes_at:
        raise Refused(
            _("Een collega verplaatste de sluiting intussen naar %(moment)s. Kijk na of dat volstaat.")
            % {"moment": moment_text(current.closes_at)}
        )
    if at >= current.closes_at + REOPEN_WITHIN:
        raise Refused(
            _("De indiendatum sloot op %(moment)s. Heropenen kan tot een uur daarna: geef nu uitstel per aanvraag.")
            % {"moment": moment_text(current.closes_at)}
        )
    _check_end(was=current.closes_at, until=until, at=at)
    _check_next(current, until)
    extension = Extension.objects.create(
        round=current, was=current.closes_at, until=until, reason=_reason(reason), at=at, by=by
    )
    current.closes_at = until
    current.save(update_fields=["closes_at"])
    verb = "round_reopened" if at >= extension.was else "round_extended"
    record(about=current, verb=verb, by=by, at=at, detail=_detail(extension) | {"n": current.number})
    outbox.post_task("calls.tell_round_extended", key=f"extension:{extension.pk}:0", extension=extension.pk, after=0)
    return extension


@transaction.atomic
def extend_application(
    *, application: Application, until: datetime, reason: str, by, at: datetime, seen: datetime | None = None
) -> Extension:
    """Give one draft more time than its round, also when it is late already. Its people are told.

    Raises NotPermitted, and Refused for what is no draft, or a moment that is not later than what holds now.
    """
    application = locked(application)
    permit("calls.extend_application", application, by=by)
    if application.status != Status.DRAFT:
        raise Refused(
            _("Alleen een aanvraag in opmaak kan uitstel krijgen: deze is intussen “%(status)s”.")
            % {"status": application.get_status_display().lower()}
        )
    was = application.closes_at
    if application.round is None or was is None:
        raise Refused(_("Deze aanvraag heeft nog geen indiendatum."))
    if seen is not None and seen != was:
        raise Refused(
            _("Intussen kan deze aanvraag worden ingediend tot %(moment)s. Kijk na of dat volstaat.")
            % {"moment": moment_text(was)}
        )
    _check_end(was=was, until=until, at=at)
    extension = Extension.objects.create(
        round=application.round,
        application=application,
        was=was,
        until=until,
        reason=_reason(reason),
        at=at,
        by=by,
    )
    application.extended_until = until
    application.save(update_fields=["extended_until"])
    record(about=application, verb="application_extended", by=by, at=at, detail=_detail(extension))
    _mail("application_extended", application, extension, writers_of([application])[application.pk])
    return extension


def tell_round_extended(*, extension: int, after: int) -> None:
    """Mail everybody with a draft or something reopened in the round, some applications at a time.

    Each part once, however often it runs.
    """
    with transaction.atomic():
        if not outbox.claim(f"extension:{extension}:{after}"):
            return
        given = Extension.objects.select_related("round__call").get(pk=extension)
        drafts = Application.objects.filter(round=given.round, status__in=Status.before_closing(), pk__gt=after)
        part = list(drafts.select_related("round__call", "organisation").order_by("pk")[:AT_ONCE])
        people = writers_of(part)
        for application in part:
            _mail("round_extended", application, given, people[application.pk])
        if len(part) == AT_ONCE:
            last = part[-1].pk
            outbox.post_task(
                "calls.tell_round_extended", key=f"extension:{extension}:{last}", extension=extension, after=last
            )


def _check_end(*, was: datetime, until: datetime, at: datetime) -> None:
    if until <= was:
        raise Refused(
            _("Indienen kan nu al tot %(moment)s. Kies een later moment.") % {"moment": moment_text(was)},
            field="until",
        )
    if until <= at:
        raise Refused(_("Dit moment is al voorbij. Kies een moment in de toekomst."), field="until")


def _check_next(current: Round, until: datetime) -> None:
    following = Round.objects.filter(call=current.call_id, opens_at__gte=current.closes_at).exclude(pk=current.pk)
    first = following.order_by("opens_at").first()
    if first is not None and until > first.opens_at:
        raise Refused(
            _("Indiendatum %(n)d opent op %(moment)s. Verleng ten laatste tot dan.")
            % {"n": first.number, "moment": moment_text(first.opens_at)},
            field="until",
        )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Schrijf waarom er meer tijd is: de aanvragers lezen het."), field="reason")
    return reason.strip()


def _detail(extension: Extension) -> dict[str, str]:
    return {
        "was": moment_text(extension.was),
        "until": moment_text(extension.until),
        "reason": extension.reason.rstrip("."),
    }


def _mail(kind: str, application: Application, extension: Extension, people) -> None:
    context = {
        "reference": application.ref,
        "title": application.title,
        "call": extension.round.call.title,
        "was": moment_text(extension.was),
        "until": moment_text(max(application.closes_at or extension.until, extension.until)),
        "reason": extension.reason,
        "link": outbox.link(application),
    }
    outbox.post_mail(kind, to=people, about=application, context=context)
