"""What the journey is about: the days it happens on, and the names and references that its steps pass on."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
NEED = "Slimme rioolinspectie"
REFUSED = "Digitale parkeerwachter"
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass
class Story:
    """The references grow as the journey goes on."""

    today: dt.date = field(default_factory=lambda: dt.datetime.now(BRUSSELS).date())
    people: dict = field(default_factory=dict)
    kbo: str = ""
    selected: str = ""  # the application that becomes a project
    refused: str = ""
    project: str = ""
    consultation: str = ""
    procurement: str = ""
    sentences: list[str] = field(default_factory=list)  # what the page says of each figure

    @property
    def call(self) -> str:
        return f"PIO-{self.today.year}"

    def rounds(self) -> list[tuple[dt.datetime, dt.datetime]]:
        """Three submission rounds: one that is open, and two that follow it."""
        spans = ((-1, 20), (30, 60), (70, 100))
        return [(self.moment(opens, 9), self.moment(closes, 12)) for opens, closes in spans]

    def moment(self, days: int, hour: int) -> dt.datetime:
        """An hour in Brussels, so many days from today."""
        return dt.datetime.combine(self.today + dt.timedelta(days=days), dt.time(hour), tzinfo=BRUSSELS)


def typed(value: dt.date | dt.datetime) -> str:
    """A day or a moment as the browser's date picker takes it."""
    return value.strftime("%Y-%m-%dT%H:%M" if isinstance(value, dt.datetime) else "%Y-%m-%d")


def in_words(day: dt.date) -> str:
    """`12 maart 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def in_short(day: dt.date) -> str:
    """`12 mrt 2026`."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {'mrt' if month == 'maart' else month[:3]} {day.year}"
