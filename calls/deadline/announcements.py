"""News about one submission round: on the public page from its moment, and once by mail to those it concerns."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.enums import CallStatus
from calls.models import Announcement, Application, Round
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.correspondence import outbox
from pio_portal.correspondence.periodic import each_apart
from pio_portal.organisations.enums import Level, MembershipStatus

AT_ONCE = 100  # people mailed in one transaction
SAME_CLICK = timedelta(minutes=1)


@transaction.atomic
def announce(
    *,
    round: Round,  # noqa: A002 - the domain's own word
    title: str,
    text: str,
    publish_at: datetime | None = None,
    by_mail: bool = False,
    by,
    at: datetime,
) -> Announcement:
    """Put news on the page of the call from `publish_at` (None: now), and mail it then when `by_mail` says so.

    A second click gives the same news. Raises NotPermitted, and Refused for a moment that is over or an empty text.
    """
    permit("calls.announce", None, by=by)
    current = locked(round)
    if publish_at is not None and publish_at < at.replace(second=0, microsecond=0):
        raise Refused(_("Dit moment is al voorbij. Laat het leeg om meteen te publiceren."), field="publish_at")
    news = Announcement(round=current, title=title.strip(), text=text.strip(), by_mail=by_mail)
    news.publish_at, news.created_at, news.created_by = publish_at or at, at, by
    same = current.announcements.filter(title=news.title, text=news.text, by_mail=by_mail, created_by=by)
    same = same.filter(publish_at=publish_at) if publish_at else same.filter(publish_at__lte=at)
    if again := same.filter(created_at__gt=at - SAME_CLICK).first():
        return again
    save_checked(news)
    record(about=current, verb="round_announced", by=by, at=at, detail={"title": news.title})
    return news


@transaction.atomic
def withdraw_announcement(*, announcement: Announcement, by, at: datetime) -> Round:
    """Take news away from the page. What was not mailed yet is not mailed any more."""
    permit("calls.announce", None, by=by)
    news = locked(announcement)
    current = news.round
    record(about=current, verb="announcement_withdrawn", by=by, at=at, detail={"title": news.title})
    news.delete()
    return current


def mail_announcements(at: datetime) -> None:
    """Take the news whose moment has come, fix its readers once, and post it to the outbox in parts. One query when idle."""
    due = Announcement.objects.filter(
        by_mail=True, mailed_at=None, publish_at__lte=at, round__call__status=CallStatus.PUBLISHED
    )

    def post(pk: int) -> None:
        news = Announcement.objects.select_for_update().filter(pk=pk, mailed_at=None).first()
        if news is None:
            return  # another worker was first, or it was withdrawn
        people = list(audience_of(news).values_list("pk", flat=True))
        news.mailed_at, news.mailed_to = at, len(people)
        news.save(update_fields=["mailed_at", "mailed_to"])
        for start in range(0, len(people), AT_ONCE):
            outbox.post_task(
                "calls.mail_announcement",
                key=f"announcement:{pk}:{start}",
                announcement=pk,
                start=start,
                people=people[start : start + AT_ONCE],
            )

    each_apart(list(due.values_list("pk", flat=True)), post)


def mail_announcement(*, announcement: int, start: int, people: list[int]) -> None:
    """Mail one part of the readers; each part once, however often the task runs."""
    with transaction.atomic():
        if not outbox.claim(f"announcement:{announcement}:{start}"):
            return
        news = Announcement.objects.select_related("round__call").filter(pk=announcement).first()
        if news is None:
            return  # withdrawn meanwhile
        context = {
            "call": news.round.call.title,
            "title": news.title,
            "text": news.text,
            "link": outbox.link(news.round.call),
        }
        to = list(User.objects.filter(pk__in=people, is_active=True).order_by("pk"))
        outbox.post_mail("round_announcement", to=to, about=news.round, context=context)


def audience_of(news: Announcement):
    """Everyone with a draft in the round, and the managers of organisations that applied to the call before."""
    drafts = Application.objects.filter(round=news.round_id, status=Status.DRAFT)
    partners = Application.partners.through.objects.filter(application__in=drafts)
    applied = Application.objects.filter(call=news.round.call_id).exclude(status__in=[Status.DRAFT, Status.VOID])
    active = Q(memberships__status=MembershipStatus.ACTIVE)
    writing = Q(memberships__level__gte=Level.EDITOR) & (
        Q(memberships__organisation__in=drafts.values("organisation"))
        | Q(memberships__organisation__in=partners.values("organisation"))
    )
    managing = Q(memberships__level__gte=Level.MANAGER, memberships__organisation__in=applied.values("organisation"))
    return User.objects.filter(active & (writing | managing), is_active=True).distinct().order_by("pk")
