"""Reopening a submitted application until its round closes: to change it and submit it again.

The version that was submitted last stays the one that counts until it is submitted again; nothing that was receipted is
ever lost (docs/adr/0011-rows-that-say-what-happened.md). It is left, by the applicants or by the closing, with what was
submitted back in place.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from calls.application.completion import REOPENING, set_back
from calls.application.partners import cancel_waiting, take_out_joined
from calls.application.recipients import applicants_of, writing_along
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, CompletionRequest, Decision, EligibilityCheck
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox
from pio_portal.correspondence.periodic import each_apart
from pio_portal.formats import moment_text

UNDER_WAY = timedelta(minutes=10)  # after the closing: what arrived before it and is still being handled counts


def can_be_reopened(application: Application, at: datetime) -> bool:
    """Whether its applicants may still change and submit it again. One query, or none."""
    if application.status != Status.SUBMITTED or application.round is None or application.is_past(at):
        return False
    return not has_begun(application)


def has_begun(application: Application) -> bool:
    """Whether PIO did something with what was submitted, or nothing was frozen to come back to. One query."""
    steps = (EligibilityCheck, Assignment, CompletionRequest, Decision)
    untouched = [~Exists(step.objects.filter(application=OuterRef("pk"))) for step in steps]
    return not Application.objects.filter(*untouched, pk=application.pk, revisions__isnull=False).exists()


@transaction.atomic
def reopen_application(*, application: Application, by: User, at: datetime) -> Application:
    """Let the applicants change what they submitted, until the closing. Who writes along hears of it.

    Whoever presses twice, or after a colleague did, finds it open. Raises NotPermitted, and Refused after the closing,
    once PIO began with it, and in any other state.
    """
    application = locked(application, "round")
    permit("calls.reopen_application", application, by=by)
    if application.status == Status.REOPENED:
        return application
    perform(application, "open_again", by=by)
    if application.round is None or application.is_past(at):
        moment = moment_text(application.closes_at) if application.round else ""
        raise Refused(_("De indiendatum sloot op %(moment)s. Heropenen kan niet meer.") % {"moment": moment})
    if has_begun(application):
        raise Refused(
            _(
                "PIO begon al met uw aanvraag. U kunt ze niet meer heropenen: stuur PIO een bericht als er iets verandert."
            )
        )
    application.reopened_at, application.reopened_by = at, by
    application.save(update_fields=["status", *REOPENING])
    record(about=application, verb="application_reopened", by=by, at=at)
    _tell("application_reopened", application, {"person": by.name, "closes": moment_text(application.closes_at)})
    return application


@transaction.atomic
def keep_submitted(*, application: Application, by: User | None, at: datetime) -> Application:
    """Leave a reopened application as it was submitted last; what was changed since is set back. Told by mail.

    Without `by` it is the closing that does it. Raises NotPermitted, and Refused for what is not reopened.
    """
    application = locked(application, "round")
    if by is not None:
        permit("calls.reopen_application", application, by=by)
    perform(application, "keep_submitted", by=by)
    reopened_by = application.reopened_by
    application.reopened_at = application.reopened_by = application.sign_asked_at = application.sign_asked_by = None
    application.save(update_fields=["status", *REOPENING, "sign_asked_at", "sign_asked_by"])
    _set_back_partners(application, by=by or reopened_by, at=at)
    set_back(application=application, by=by, at=at)
    verb = "application_kept_at_closing" if by is None else "application_kept_as_submitted"
    record(about=application, verb=verb, by=by, at=at)
    why = (
        _("%(name)s maakte de heropening ongedaan.") % {"name": by.name}
        if by is not None
        else _("De indiendatum sloot op %(moment)s, en er was niet opnieuw ingediend.")
        % {"moment": moment_text(application.closes_at)}
    )
    _tell("application_kept_as_submitted", application, {"why": why})
    return application


def keep_at_closing(now: datetime) -> None:
    """Leave what was reopened and not submitted again before its closing as it was submitted. One query when none is."""

    def keep_one(application: Application) -> None:
        current = locked(application, "round")
        if current.status == Status.REOPENED and current.is_past(now - UNDER_WAY):
            keep_submitted(application=current, by=None, at=now)

    each_apart(past_closing(now), keep_one)


def past_closing(now: datetime) -> QuerySet[Application]:
    """What is still reopened although its closing is over, and what arrived before it has had its time."""
    then = now - UNDER_WAY
    later = Q(extended_until__gt=then) & Q(extended_until__gt=F("round__closes_at"))
    rows = Application.objects.filter(status=Status.REOPENED, round__closes_at__lte=then).exclude(later)
    return rows.order_by("pk")


def _set_back_partners(application: Application, *, by: User | None, at: datetime) -> None:
    """Who joined since the last submission does not take part in what was submitted; who left stays away."""
    cancel_waiting(application=application, by=by, at=at)
    since = application.revisions.latest("number").submitted_at
    take_out_joined(application=application, since=since, by=by, at=at)


def _tell(kind: str, application: Application, context: dict[str, object]) -> None:
    named = {
        "reference": application.ref,
        "title": application.title,
        "submitted": moment_text(application.revisions.latest("number").submitted_at),
        "link": outbox.link(application),
    }
    outbox.post_mail(
        kind,
        to=applicants_of(application),
        copies=writing_along(application),
        about=application,
        context=named | context,
    )
