"""Co-financing: an envelope a year, a committee every other month, and decisions that are never edited."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from cofinancing.enums import Authority, DecisionKind, MeetingStatus, RequestStatus
from cofinancing.models import CofinancingRequest, Envelope, Meeting
from cofinancing.workflow.decisions import amend_decision, record_decision
from cofinancing.workflow.ledger import set_envelope
from cofinancing.workflow.meetings import hold_meeting, plan_meeting, schedule_request
from cofinancing.workflow.requests import request_cofinancing
from demo.agenda import Agenda, moment, working_day
from demo.cast import Cast
from projects.models import Procurement

ENVELOPE = Decimal("2780000.00")  # the plan's draft for 2024; the demo has it every year
RATE = Decimal(50)
MEETING_MONTHS = (2, 4, 6, 9, 10, 12)


class Money:
    """Plans envelopes and meetings; requests find the next meeting by themselves."""

    def __init__(self, agenda: Agenda, cast: Cast) -> None:
        self.agenda, self.cast = agenda, cast

    def plan_year(self, year: int) -> None:
        """The envelope in January, and the meetings of the committee."""
        self.agenda.on(dt.date(year, 1, 9), lambda at: self._envelope(year, at))
        for month in MEETING_MONTHS:
            held = moment(working_day(dt.date(year, month, 20)), 14)
            self.agenda.at(held - dt.timedelta(days=60), lambda at, when=held: self._plan_meeting(when, at))

    def _envelope(self, year: int, at: dt.datetime) -> None:
        set_envelope(year=year, amount=ENVELOPE, source="Plan van aanpak, ontwerpbegroting", by=self.cast.lead, at=at)

    def _plan_meeting(self, held_at: dt.datetime, at: dt.datetime) -> None:
        meeting = plan_meeting(held_at=held_at, place="Brussel, Ellipsgebouw", by=self.cast.secretary, at=at)
        self.agenda.at(held_at + dt.timedelta(hours=2), lambda now: self._hold(meeting, now))

    def plan_request(self, procurement: Procurement, at: dt.datetime) -> None:
        """What the client asks for a procurement, some weeks after its strategy."""
        self.agenda.after(at.date(), 12, lambda now: self._request(procurement, now))

    def _request(self, procurement: Procurement, at: dt.datetime) -> None:
        if not Procurement.objects.filter(pk=procurement.pk, project__state="active").exists():
            return
        base = (procurement.estimate * Decimal("0.8")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        request = request_cofinancing(
            procurement=procurement,
            requested=(base * RATE / 100).quantize(Decimal("0.01"), ROUND_HALF_UP),
            base=base,
            rate=RATE,
            motivation="De ontwikkeling draagt het risico; het onderhoud betalen we zelf.",
            by=procurement.project.lead,
            at=at,
        )
        self.agenda.after(at.date(), 5, lambda now: self._schedule(request, now))

    def _schedule(self, request: CofinancingRequest, at: dt.datetime) -> None:
        meeting = Meeting.objects.filter(held_at__gt=at, status=MeetingStatus.PLANNED).order_by("held_at").first()
        if meeting is not None:
            schedule_request(request=request, meeting=meeting, by=self.cast.secretary, at=at)

    def _hold(self, meeting: Meeting, at: dt.datetime) -> None:
        agenda = meeting.requests.filter(status=RequestStatus.SCHEDULED).select_related("procurement__project__lead")
        for request in agenda.order_by("position", "pk"):
            self._decide(request, meeting, at)
        hold_meeting(
            meeting=meeting, minutes="Alle punten van de agenda zijn behandeld.", by=self.cast.secretary, at=at
        )

    def _decide(self, request: CofinancingRequest, meeting: Meeting, at: dt.datetime) -> None:
        envelope = Envelope.objects.filter(year=at.year).first()
        enough = envelope is not None and envelope.left >= request.requested
        refused = not enough or self.agenda.chance.random() < 0.06
        grounds = (
            "Het innovatieve deel is klein tegenover de aankoop van bestaande toestellen."
            if enough
            else "De enveloppe van dit jaar laat deze toekenning niet meer toe; de vraag kan volgend jaar opnieuw."
        )
        record_decision(
            request=request,
            kind=DecisionKind.REFUSAL if refused else DecisionKind.GRANT,
            amount=None if refused else request.requested,
            decided_on=at.date(),
            authority=Authority.COMMITTEE,
            reference=f"FIO {at:%Y/%m}-{request.position or request.pk}",
            grounds=grounds if refused else "De vraag past in het programma en de basis is onderbouwd.",
            by=self.cast.secretary,
            at=at,
        )

    def plan_correction(self, procurement: Procurement, at: dt.datetime) -> None:
        """When the award came in well below the estimate, the grant follows."""
        procurement = Procurement.objects.get(pk=procurement.pk)
        granted = procurement.cofinancing_granted
        if (
            not granted
            or not procurement.award_value
            or procurement.award_value >= procurement.estimate * Decimal("0.9")
        ):
            return
        amount = (granted * procurement.award_value / procurement.estimate).quantize(Decimal("0.01"), ROUND_HALF_UP)
        self.agenda.after(at.date(), 40, lambda now: self._amend(procurement, amount, now))

    def _amend(self, procurement: Procurement, amount: Decimal, at: dt.datetime) -> None:
        amend_decision(
            procurement=procurement,
            amount=amount,
            decided_on=at.date(),
            authority=Authority.DELEGATION,
            reference=f"FIO {at:%Y/%m}-A",
            grounds="De opdracht werd gegund onder de raming.",
            by=self.cast.secretary,
            at=at,
        )
