"""The indicators: which rows each counts, what it measures of them, and how it is called and explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.indicators import rows
from reporting.indicators.rows import RowSet


@dataclass(frozen=True)
class Measure:
    """An aggregate over the rows of a year. `nothing` is its value in a year without any row; `digits` those shown."""

    sql: str
    label: str
    nothing: int | str | None = 0
    digits: int | None = None
    unit: str = ""


def counted(condition: str = "", *, label: str) -> Measure:
    return Measure(f"count(*){f' FILTER (WHERE {condition})' if condition else ''}", label)


def euro(expression: str, *, label: str) -> Measure:
    return Measure(f"coalesce({expression}, 0)", label, nothing="0.00", digits=2, unit="€")


def unknown_if_empty(expression: str, *, label: str, digits: int | None = None, unit: str = "") -> Measure:
    return Measure(expression, label, nothing=None, digits=digits, unit=unit)


TOTAL = unknown_if_empty("sum(value)::bigint", label="Totaal")
KNOWN = counted("value IS NOT NULL", label="Waarvan bekend")
MEAN = unknown_if_empty("sum(value)::numeric / nullif(count(value), 0)", label="Gemiddeld", digits=2)


def sector(name: str, label: str) -> Measure:
    return unknown_if_empty(f"sum({name}) FILTER (WHERE value IS NOT NULL)::bigint", label=label)


@dataclass(frozen=True)
class Indicator:
    """One indicator. `also` are further views of other rows; `items` gives a row per `code`, with that one measure."""

    code: str
    title: str
    definition: str
    year_by: str
    rows: RowSet
    measures: Mapping[str, Measure]
    also: Mapping[str, tuple[RowSet, Measure]] = field(default_factory=dict)
    items: str = ""
    networks: bool = False
    headline: str = "value"
    noun: tuple[str, str] = ("", "")
    dimensions: tuple[str, ...] = ()


OF_APPLICATIONS = ("call", "round", "organisation_type", "organisation", "policy_domain", "theme", "province")
OF_PROCUREMENTS = (*OF_APPLICATIONS, "procedure")
DIMENSIONS = {
    "call": "Oproep", "round": "Indiendatum", "organisation_type": "Soort organisatie", "organisation": "Organisatie",
    "policy_domain": "Beleidsdomein", "theme": "Thema", "province": "Provincie", "procedure": "Procedure",
}  # fmt: skip

INDICATORS = (
    Indicator(
        "I01", "Ingediende projectaanvragen",
        "Aanvragen, geteld bij hun eerste indiening. Wie zich later terugtrok, blijft meegeteld en staat apart vermeld; een aanvraag "
        "die opnieuw wordt ingediend voor een latere indiendatum telt als nieuw; wat bij vergissing is ingevoerd telt niet.",
        "datum van de eerste indiening", rows.SUBMITTED,
        {"value": counted(label="Ingediend"), "withdrawn": counted("withdrawn", label="Waarvan ingetrokken")},
        noun=("aanvraag ingediend", "aanvragen ingediend"), dimensions=OF_APPLICATIONS,
    ),
    Indicator(
        "I02", "Geselecteerde projectaanvragen",
        "Beslissingen om een aanvraag te selecteren. Een project dat later stopt, blijft meegeteld. De lichting telt dezelfde "
        "selecties in het jaar waarin de aanvraag werd ingediend.",
        "datum van de beslissing", rows.SELECTED, {"value": counted(label="Geselecteerd")},
        also={"cohort": (rows.COHORT, counted(label="Uit de lichting van dat jaar"))},
        noun=("aanvraag geselecteerd", "aanvragen geselecteerd"), dimensions=OF_APPLICATIONS,
    ),
    Indicator(
        "I03", "Inschrijvers per marktconsultatie",
        "Verschillende personen per marktconsultatie, opgedeeld naar sector. Wie voor de start annuleerde of op de wachtlijst stond, "
        "telt niet; wie niet kwam opdagen wel. Het gemiddelde is dat van de consultaties waarvan het aantal bekend is.",
        "datum van de laatste sessie", rows.CONSULTATIONS,
        {
            "value": TOTAL, "events": counted(label="Consultaties"), "known": KNOWN, "mean": MEAN,
            "public": sector("public", "Publiek"), "enterprise": sector("enterprise", "Onderneming"),
            "knowledge": sector("knowledge", "Kennisinstelling"), "unknown": sector("unknown", "Onbekend"),
        },
        items="value", noun=("inschrijver", "inschrijvers"), headline="mean",
    ),
    Indicator(
        "I04", "Gelanceerde innovatieve overheidsopdrachten",
        "Opdrachten die zijn gelanceerd: aangekondigd, of met een eerste uitnodiging. Percelen tellen niet apart; een herlancering staat "
        "apart en telt niet opnieuw; wat later is geannuleerd blijft meegeteld.",
        "datum van de lancering", rows.LAUNCHED,
        {"value": counted("NOT relaunch", label="Gelanceerd"), "relaunches": counted("relaunch", label="Herlanceringen")},
        noun=("opdracht gelanceerd", "opdrachten gelanceerd"), dimensions=OF_PROCUREMENTS,
    ),
    Indicator(
        "I05", "Opgeleverde innovatieve overheidsopdrachten",
        "Opdrachten die volledig zijn opgeleverd, elk één keer. Een gedeeltelijke oplevering is geen oplevering.",
        "datum van de oplevering", rows.DELIVERED, {"value": counted(label="Opgeleverd")},
        noun=("opdracht opgeleverd", "opdrachten opgeleverd"), dimensions=OF_PROCUREMENTS,
    ),
    Indicator(
        "I06", "Toegekende PIO-cofinanciering",
        "Euro die zijn toegekend. De eerste toekenning voor een opdracht is een toekenning; elk verschil daarna, door een wijziging of een "
        "intrekking, is een correctie in het jaar van haar eigen beslissing. Netto is de som van beide.",
        "datum van elke beslissing", rows.DECIDED,
        {
            "granted": euro("sum(difference) FILTER (WHERE first)", label="Toegekend"),
            "corrections": euro("sum(difference) FILTER (WHERE NOT first)", label="Correcties"),
            "net": euro("sum(difference)", label="Netto"),
        },
        items="net", noun=("euro netto toegekend", "euro netto toegekend"), headline="net", dimensions=OF_PROCUREMENTS,
    ),
    Indicator(
        "I07", "Deelnemende ondernemingen per plaatsingsprocedure",
        "Verschillende ondernemingen die zich kandidaat stelden of een offerte indienden. De leden van een combinatie tellen elk mee, "
        "onderaannemers niet. Waar de ondernemingen niet gekend zijn, geldt het getelde aantal.",
        "uiterste datum voor de offertes, anders de gunning", rows.PLACED,
        {"value": TOTAL, "procedures": counted(label="Procedures"), "known": KNOWN, "mean": MEAN},
        items="value", noun=("onderneming", "ondernemingen"), headline="mean", dimensions=OF_PROCUREMENTS,
    ),
    Indicator(
        "I08", "Inschrijvers per kennisdelingsactiviteit",
        "Verschillende personen per kennisdelingsactiviteit met een klant: een activiteit die bij minstens één project hoort.",
        "datum van de activiteit", rows.KNOWLEDGE_EVENTS,
        {"value": TOTAL, "events": counted(label="Activiteiten"), "known": KNOWN, "mean": MEAN},
        items="value", noun=("inschrijver", "inschrijvers"), headline="mean",
    ),
    Indicator(
        "I09", "Inschrijvers per (deel)sessie via partnernetwerken",
        "Verschillende personen per sessie met Het Facilitair Bedrijf, VVSG, INO of Smart Region Office. Een sessie met twee partners staat "
        "bij beide en telt één keer in het totaal.",
        "datum van de sessie", rows.PARTNER_SESSIONS,
        {"value": TOTAL, "events": counted(label="Sessies"), "known": KNOWN, "mean": MEAN},
        items="value", networks=True, noun=("inschrijver", "inschrijvers"), headline="mean",
    ),
    Indicator(
        "I10", "Inschrijvers PIO-dag", "Verschillende personen die zich inschreven voor een PIO-dag.",
        "datum van de PIO-dag", rows.PIO_DAYS, {"value": TOTAL, "events": counted(label="Edities")},
        noun=("inschrijver", "inschrijvers"),
    ),
    Indicator(
        "I11", "Inschrijvingen Europese conferentie",
        "Inschrijvingen voor de Europese conferentie. Hier tellen inschrijvingen en geen personen: wie zich twee keer inschreef, telt twee keer.",
        "datum van de conferentie", rows.CONFERENCES, {"value": TOTAL, "events": counted(label="Conferenties")},
        noun=("inschrijving", "inschrijvingen"),
    ),
    Indicator(
        "I12", "Aandeel innovatieve overheidsopdrachten",
        "Aandeel van de innovatieve opdrachten in alle opdrachten van de Vlaamse overheid, naar aantal en naar waarde, volgens het "
        "uittreksel uit het contractbeheer (e-Delta) van Het Facilitair Bedrijf. De waarde telt waar het bedrag bekend is.",
        "periode van het uittreksel", rows.CONTRACTS,
        {
            "innovative": counted("innovative", label="Innovatief"), "total": counted(label="Alle opdrachten"),
            "number_share": unknown_if_empty(
                "count(*) FILTER (WHERE innovative)::numeric / nullif(count(*), 0)", label="Aandeel in aantal", digits=4, unit="%"
            ),
            "value_share": unknown_if_empty(
                "coalesce(sum(amount) FILTER (WHERE innovative), 0) / nullif(sum(amount), 0)", label="Aandeel in waarde", digits=4, unit="%"
            ),
        },
        noun=("van de opdrachten", "van de opdrachten"), headline="number_share",
    ),
)  # fmt: skip
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
