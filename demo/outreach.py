"""Market consultations, events with partners, the PIO-dag, stories, and everybody who registered for them."""

import datetime as dt
from itertools import count

from consultations.models import MarketConsultation
from consultations.workflow import conclude_consultation, create_consultation, publish_consultation
from demo import words
from demo.agenda import Agenda, moment, working_day
from demo.cast import Cast
from outreach.enums import EventKind
from outreach.models import Event, Partner
from outreach.workflow.event import create_event, hold_event, link_event, publish_event
from outreach.workflow.story import create_story, publish_story
from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Occasion, Registration
from pio_portal.registrations.workflow.attendance import Counted, record_attendance, record_counted
from pio_portal.registrations.workflow.occasion import OccasionData
from pio_portal.registrations.workflow.registering import cancel_registration, confirm_registration, register
from projects.models import Project

REGISTERED_SINCE = dt.timedelta(days=60)  # each registration takes a dozen queries, and a first start waits for them
SECTORS = [Sector.ENTERPRISE] * 6 + [Sector.PUBLIC] * 3 + [Sector.KNOWLEDGE, Sector.UNKNOWN]


class Outreach:
    """Plans what happens in public."""

    def __init__(self, agenda: Agenda, cast: Cast) -> None:
        self.agenda, self.cast = agenda, cast
        self.people = count(1)

    # Market consultations

    def plan_consultation(self, project: Project, at: dt.datetime, *, in_days: int) -> dt.date:
        """Announce a consultation of the project; returns the day on which it is held."""
        held_on = working_day(at.date() + dt.timedelta(days=max(45, in_days)))
        chance = self.agenda.chance
        data = OccasionData(
            title=project.title,
            starts_at=moment(held_on, 13, 30),
            ends_at=moment(held_on, 16, 30),
            place=chance.choice(
                ["Gent, De Krook", "Brussel, Herman Teirlinckgebouw", "Mechelen, Lamot", "Hasselt, Corda Campus"]
            ),
            online=chance.random() < 0.5,
            capacity=chance.choice([25, 40, 40, 60]),
        )
        consultation = create_consultation(
            occasion=data,
            summary=project.need,
            programme="13.30 uur: de behoefte, door wie ze heeft.\n14.15 uur: gesprek in groepjes met de bedrijven.\n16.00 uur: wat er nu volgt.",
            project=project,
            by=project.lead,
            at=at,
        )
        self.agenda.after(at.date(), 6, lambda now: self._announce(consultation, project, now))
        return held_on

    def _announce(self, consultation: MarketConsultation, project: Project, at: dt.datetime) -> None:
        publish_consultation(consultation=consultation, by=project.lead, at=at)
        occasion = consultation.occasion
        self._fill(occasion, at, self.agenda.chance.randint(14, 46), project.lead)
        self.agenda.at(
            occasion.starts_at + dt.timedelta(days=24), lambda now: self._conclude(consultation, project, now)
        )

    def _conclude(self, consultation: MarketConsultation, project: Project, at: dt.datetime) -> None:
        if self.agenda.chance.random() < 0.97:
            conclude_consultation(consultation=consultation, conclusions=words.CONCLUSIONS, by=project.lead, at=at)

    # Who comes

    def _fill(self, occasion: Occasion, at: dt.datetime, people: int, by) -> None:
        """Registrations until it begins; before the portal took them, people were counted by hand at the door."""
        if occasion.starts_at < self.agenda.now - REGISTERED_SINCE:
            self.agenda.at(
                occasion.starts_at + dt.timedelta(days=1), lambda now: self._count(occasion, people, by, now)
            )
            return
        span = (occasion.starts_at - at).total_seconds()
        for _ in range(people):
            when = at + dt.timedelta(seconds=span * self.agenda.chance.random() * 0.95)
            self.agenda.at(when, lambda now: self._register(occasion, now))
        self.agenda.at(occasion.starts_at + dt.timedelta(hours=4), lambda now: self._attend(occasion, by, now))

    def _count(self, occasion: Occasion, people: int, by, at: dt.datetime) -> None:
        public, knowledge = people * 3 // 10, people // 10
        split = hasattr(occasion, "consultation")
        counted = Counted(
            public=public if split else None,
            enterprise=people - public - knowledge if split else None,
            knowledge=knowledge if split else None,
            unknown=0 if split else None,
            total=None if split else people,
            source="telling PIO aan de deur",
        )
        record_counted(occasion=occasion, counted=counted, by=by, at=at)

    def _register(self, occasion: Occasion, at: dt.datetime) -> None:
        number, chance = next(self.people), self.agenda.chance
        sector = chance.choice(SECTORS)
        registration = register(
            occasion=occasion,
            email=f"deelnemer{number}@voorbeeld.test",
            name=f"{words.FIRST[number % len(words.FIRST)]} {words.LAST[(number * 3) % len(words.LAST)]}",
            sector=sector,
            organisation_name=chance.choice(words.ENTERPRISES) if sector == Sector.ENTERPRISE else "",
            at=at,
        )
        if chance.random() < 0.95:
            confirm_registration(token=registration.token, at=at)
        if chance.random() < 0.08:
            left = (occasion.starts_at - at) / 2
            self.agenda.at(at + left, lambda now: self._cancel(registration, now))

    def _cancel(self, registration: Registration, at: dt.datetime) -> None:
        registration.refresh_from_db()
        if registration.cancelled_at is None:
            cancel_registration(registration=registration, at=at)

    def _attend(self, occasion: Occasion, by, at: dt.datetime) -> None:
        seated = occasion.registrations.seated().order_by("pk").values_list("pk", flat=True)
        present = [pk for pk in seated if self.agenda.chance.random() < 0.85]
        record_attendance(occasion=occasion, present=present, by=by, at=at)

    # Events

    def plan_year(self, year: int) -> None:
        """The yearly obligation towards the networks, an information session per round, and the big days."""
        self._plan_event(
            "Innovatief aankopen voor lokale besturen", EventKind.PARTNER, dt.date(year, 3, 26), ["VVSG"], 55
        )
        self._plan_event("Strategisch aankopen met innovatie", EventKind.PARTNER, dt.date(year, 5, 22), ["HFB"], 70)
        self._plan_event("Slimme regio's kopen samen", EventKind.PARTNER, dt.date(year, 10, 9), ["SRO", "INO"], 62)
        for month, day in [(2, 6), (6, 18)] + ([(10, 22)] if year >= 2025 else []):
            self._plan_event(f"Infosessie open oproep {year}", EventKind.INFO, dt.date(year, month, day), [], 48)
        if year == 2024:
            self._plan_event(
                "Europese conferentie innovatieve overheidsopdrachten",
                EventKind.EUROPEAN,
                dt.date(2024, 5, 14),
                [],
                412,
            )
        if year % 2:
            self._plan_event(f"PIO-dag {year}", EventKind.PIO_DAY, dt.date(year, 11, 18), [], 140)

    def _plan_event(self, title: str, kind: EventKind, held_on: dt.date, partners: list[str], people: int) -> None:
        announced = held_on - dt.timedelta(days=55)
        self.agenda.on(announced, lambda at: self._make_event(title, kind, held_on, partners, people, at))

    def _make_event(
        self,
        title: str,
        kind: EventKind,
        held_on: dt.date,
        partners: list[str],
        people: int,
        at: dt.datetime,
        project: Project | None = None,
    ) -> Event:
        by = self.cast.communication
        starts = moment(working_day(held_on), 9, 30)
        event = create_event(
            occasion=OccasionData(
                title=title[:200],
                starts_at=starts,
                ends_at=starts + dt.timedelta(hours=3),
                place=self.agenda.chance.choice(["Brussel", "Gent", "Mechelen", "Leuven"]),
                online=kind in (EventKind.INFO, EventKind.KNOWLEDGE),
                capacity=max(30, round(people * 1.2)),
            ),
            kind=kind,
            summary=SUMMARIES[kind],
            partners=Partner.objects.filter(code__in=partners),
            by=by,
            at=at,
        )
        if project is not None:
            link_event(event=event, project=project, by=by, at=at)
        publish_event(event=event, by=by, at=at)
        self._fill(event.occasion, at, round(people * self.agenda.chance.uniform(0.8, 1.1)), by)
        self.agenda.at(starts + dt.timedelta(days=1), lambda now: hold_event(event=event, by=by, at=now))
        return event

    # What projects ask for

    def plan_activity(self, project: Project, at: dt.datetime) -> None:
        """A knowledge-sharing activity with the client, some weeks after delivery."""
        held_on = working_day(at.date() + dt.timedelta(days=self.agenda.chance.randint(45, 110)))
        people = self.agenda.chance.randint(18, 60)
        title = f"Wat leerden we van {project.title}?"
        self.agenda.after(
            at.date(),
            8,
            lambda now: self._make_event(title, EventKind.KNOWLEDGE, held_on, [], people, now, project=project),
        )

    def plan_story(self, project: Project, at: dt.datetime) -> None:
        """A story about the project, written and published by communication."""
        self.agenda.after(at.date(), 60, lambda now: self._write(project, now))

    def _write(self, project: Project, at: dt.datetime) -> None:
        by = self.cast.communication
        story = create_story(
            title=f"{project.organisation.name}: {project.title}"[:200],
            lead=project.need,
            body=words.STORY,
            project=project,
            by=by,
            at=at,
        )
        self.agenda.after(at.date(), 7, lambda now: publish_story(story=story, by=by, at=now))


SUMMARIES = {
    EventKind.PARTNER: "Samen met onze partners: voorbeelden, valkuilen en tijd voor uw eigen vraag.",
    EventKind.INFO: "Wat kunt u indienen, hoe beoordelen we, en wat mag u van PIO verwachten? Met tijd voor vragen.",
    EventKind.EUROPEAN: "Aankopers uit heel Europa over innovatie die nog niet te koop is.",
    EventKind.PIO_DAY: "Een dag lang voorbeelden, gesprekken en de nieuwste projecten van het programma.",
    EventKind.KNOWLEDGE: "De klant vertelt wat er lukte, wat er misliep en wat een ander bestuur kan overnemen.",
    EventKind.OTHER: "",
}
