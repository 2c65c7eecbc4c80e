"""Invented content for the gallery of components."""

import datetime as dt

from django.utils import timezone
from django.utils.html import format_html

from pio_portal.ui.attention import Row
from pio_portal.ui.registry import Item
from pio_portal.ui.shapes import Bar, Card, Chip, DatePoint, Event, Fact, Figure, Phase, Tab, TaskRow
from pio_portal.ui.templatetags.pio import day

ROWS = [
    (
        "A-2026-0051",
        "Slimme straatverlichting die meet en deelt",
        "Stad Halle",
        "energie",
        "In beoordeling",
        "act",
        360000,
    ),
    ("A-2026-0050", "Digitale geschenkbon", "Stad Mechelen", "digitalisering", "Wacht op aanvulling", "warn", 85000),
    ("A-2026-0047", "Taalapp voor medewerkers", "Stad Antwerpen", "onderwijs en cultuur", "Geselecteerd", "ok", 120000),
    ("A-2026-0045", "Werkplek reserveren", "Muntpunt", "digitalisering", "Onontvankelijk", "bad", None),
]
COLUMNS = ("ref", "title", "organisation", "theme", "state", "tone", "cost")


def programme() -> dict:
    """What public pages show."""
    return {
        "dates": [
            DatePoint(state="past", day=dt.date(2026, 3, 16), note="29 aanvragen, 14 geselecteerd"),
            DatePoint(state="past", day=dt.date(2026, 9, 14), note="22 aanvragen in beoordeling"),
            DatePoint(
                state="next",
                day=dt.date(2026, 12, 14),
                label="Nog 21 dagen",
                note="om 12.00 uur (Brussel)",
                url="#data",
                link="in uw agenda",
            ),
        ],
        "later": [
            DatePoint(state="next", day=dt.date(2027, 3, 15), label="Nog 112 dagen"),
            DatePoint(state="later", day=dt.date(2027, 9, 13)),
            DatePoint(state="later", day=dt.date(2027, 12, 13)),
        ],
        "cards": [
            Card(
                title=ROWS[0][1],
                url="#kaarten",
                above="3 dec 2026 · Gent en online",
                below="Stad Halle met Fluvius · energie",
                foot="18 ingeschreven, nog 22 plaatsen",
            ),
            Card(
                title="Comfort met slimme incontinentiezorg",
                url="#kaarten",
                above="10 dec 2026 · online",
                below="ZorgSaam · zorg en welzijn",
                tag="Wachtlijst open",
                tone="warn",
            ),
            Card(
                title="Perceelsinformatie op het veld",
                url="#kaarten",
                above="15 jan 2027 · Brussel",
                below="Landbouw en Visserij",
                foot="7 ingeschreven",
            ),
        ],
        "figures": [
            Figure(value="51", label="aanvragen in 2026", url="#cijfers"),
            Figure(value="14", label="geselecteerde projecten · doel 15", url="#cijfers"),
            Figure(value="€ 2,10 mln", label="netto toegekend", url="#cijfers"),
            Figure(value="30,6", label="inschrijvers per consultatie"),
        ],
        "bars": [
            (2018, 41),
            (2019, 47),
            (2020, 38),
            (2021, 44),
            (2022, None),
            (2023, 49),
            (2024, 43),
            (2025, 58),
            (2026, 51),
        ],
        "differences": [
            Bar(label="2024", value=300000, text="300.000"),
            Bar(label="2025", value=-20000, text="-20.000"),
            Bar(label="2026", value=180000, text="180.000", current=True),
        ],
    }


def attention() -> dict:
    """What Vandaag shows: one that is late, one with a day to come, one without."""
    late = Item(
        title="Beoordelen: Slimme straatverlichting die meet en deelt",
        url="#vandaag",
        due=dt.date(2025, 10, 22),
        tone="bad",
        tag="Belangenverklaring gevraagd",
        source="A-2026-0051 · Stad Halle",
    )
    ahead = Item(title="Oproep publiceren", url="#vandaag", due=dt.date(2099, 1, 4), source="Open oproep 2099")
    undated = Item(title="Behandelaar aanduiden", url="#vandaag", tag="Ingediend", source="A-2026-0050 · Stad Mechelen")
    return {"tasks_today": [Row(item=item) for item in (late, ahead, undated)], "today": timezone.localdate()}


def dossier() -> dict:
    """What a dossier shows."""
    return {
        "chips": [
            Chip(label="Alle", url="?", count=51, on=True),
            Chip(label="Ingediend", url="?stand=1", count=6),
            Chip(label="Beslist", url="?stand=2", count=29),
        ],
        "filter_chips": [Chip(label="Thema: energie", url="?")],
        "tabs": [
            Tab(label="Overzicht", url="#dossier", current=True),
            Tab(label="Aanvraag", url="#dossier"),
            Tab(label="Opdrachten", url="#dossier", count=2),
            Tab(label="Documenten", url="#dossier", count=14),
            Tab(label="Verloop", url="#dossier"),
        ],
        "phases": [
            Phase(label="Start", state="done", note="12 mrt 2025"),
            Phase(label="Engagementen", state="done", note="2 apr 2025"),
            Phase(label="Voortraject", state="now", note="sinds 231 dagen"),
            Phase(label="Documenten", note="verwacht feb 2026"),
            Phase(label="Lancering", note="doel 1 mrt 2026"),
            Phase(label="Uitvoering"),
            Phase(label="Oplevering"),
            Phase(label="Kennisdeling"),
        ],
        "facts": [
            Fact(label="Klant", value="Stad Halle", url="#dossier"),
            Fact(label="Behandelaar", value="An Peeters"),
            Fact(label="Thema", value="energie"),
            Fact(label="Cofinanciering", value="€ 180.000,00 gevraagd"),
            Fact(label="Hoofdverantwoordelijke" * 5, value="2 lopende projecten, waarvan een later dan gepland"),
        ],
        "events": [
            Event(
                at=dt.datetime(2026, 11, 18, 13, 2, tzinfo=dt.UTC),
                text="Karel Maes verschoof Marktconsultatie naar 3 december.",
                detail=format_html("{} → {}", day(dt.date(2026, 11, 26)), day(dt.date(2026, 12, 3))),
            ),
            Event(at=dt.date(2026, 11, 12), text="An Peeters keurde de behoefteanalyse goed."),
            Event(at=dt.date(2025, 4, 2), text="Engagementen bevestigd door beide partijen."),
        ],
        "rows": [
            TaskRow(label="Gegevens en contactpersonen", url="#taken", state="Volledig", tone="ok"),
            TaskRow(
                label="Partners",
                url="#taken",
                hint="Fluvius moet de uitnodiging nog aanvaarden",
                state="Wacht op Fluvius",
                tone="warn",
            ),
            TaskRow(
                label="Behoefte en gebruikers",
                url="#taken",
                hint="Karel Maes werkt hier nu aan",
                state="Bezig",
                tone="act",
            ),
            TaskRow(label="Wat bestaat er al?", url="#taken", state="Nog te doen"),
        ],
    }
