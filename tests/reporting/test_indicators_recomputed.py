"""Random small programmes, counted twice: by the engine in SQL, and here, row by row, from the tables themselves."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import timezone
from stdnum.be import vat

from reporting.importing.programme import import_programme
from reporting.indicators.engine import Period, figures
from tests.reporting.tables import write_csv

pytestmark = pytest.mark.django_db
YEARS = (2022, 2024)
NETWORKS = ("HFB", "VVSG", "INO", "SRO")


def kbos(chance: random.Random, number: int) -> list[str]:
    found = []
    while len(found) < number:
        first = f"0{chance.randrange(2000000, 9999999):07d}"
        digits = f"{first}{97 - int(first) % 97:02d}"
        if vat.is_valid(digits):
            found.append(digits)
    return found


def programme(chance: random.Random) -> dict[str, list[dict]]:  # noqa: C901 - one table after the other
    """A programme of about ten of everything, with gaps, doubles, relaunches, refusals and cancellations."""
    clients, enterprises = kbos(chance, 4), kbos(chance, 6)

    def day(first=date(2021, 11, 1), span=1200) -> str:
        return (first + timedelta(days=chance.randrange(span))).isoformat()

    def maybe(value, chances=0.7):
        return value if chance.random() < chances else ""

    applications, projects, procurements, decisions, participants = [], [], [], [], []
    for number in range(14):
        status = chance.choice(
            ["geselecteerd"] * 3 + ["niet_geselecteerd", "ingetrokken", "nietig", "onontvankelijk", "ingediend"]
        )
        submitted = date.fromisoformat(day())
        decided = submitted + timedelta(days=chance.randrange(0, 200))
        applications.append({
            "code": f"A-2022-{number:04d}", "oproep": "PIO-1", "titel": f"A{number}", "organisatie": chance.choice(clients),
            "ingediend_op": maybe(f"{submitted} {chance.randrange(24):02d}:30", 0.9), "status": status,
            "ingetrokken_op": maybe(f"{decided} 10:00") if status == "ingetrokken" else "",
            "beslist_op": maybe(decided.isoformat(), 0.9) if status in {"geselecteerd", "niet_geselecteerd"} else "",
        })  # fmt: skip
        if status == "geselecteerd":
            projects.append({"code": f"P-2022-{number:04d}", "aanvraag": f"A-2022-{number:04d}", "stand": "actief"})
    for number in range(12):
        launched = date.fromisoformat(day())
        code = f"O-2022-{number:04d}"
        procurements.append({
            "code": code, "project": chance.choice(projects)["code"], "stand": "gelanceerd",
            "gelanceerd_op": launched.isoformat(), "offertes_tot": maybe(f"{launched + timedelta(days=40)} 23:30", 0.6),
            "gegund_op": maybe((launched + timedelta(days=90)).isoformat(), 0.6), "ondernemingen": maybe(str(chance.randrange(9)), 0.5),
            "opgeleverd_op": maybe((launched + timedelta(days=300)).isoformat(), 0.5),
            "herlancering_van": chance.choice(procurements)["code"] if procurements and chance.random() < 0.3 else "",
        })  # fmt: skip
        for _ in range(chance.choice([0, 0, 3, 6])):
            foreign = chance.random() < 0.3
            kbo = chance.choice(enterprises)
            participants.append({
                "opdracht": code, "rol": chance.choice(["kandidaat", "inschrijver", "gegund", "onderaannemer"]),
                "kbo": "" if foreign else chance.choice([kbo, f"{kbo[:4]}.{kbo[4:7]}.{kbo[7:]}"]),
                "land": chance.choice(["NL", "nl"]) if foreign else "BE", "naam": chance.choice(["Delft BV", " delft bv"]) if foreign else "",
            })  # fmt: skip
        decided = launched
        granted = False
        for _ in range(chance.randrange(4)):
            kind = (
                chance.choice(["wijziging", "intrekking", "weigering"])
                if granted
                else chance.choice(["toekenning", "weigering"])
            )
            granted = granted or kind == "toekenning"
            amount = {"weigering": "", "intrekking": "0"}.get(kind, f"{chance.randrange(10**7) / 100:.2f}")
            decisions.append(
                {
                    "code": f"CF-{len(decisions):04d}",
                    "opdracht": code,
                    "soort": kind,
                    "bedrag": amount,
                    "besluit_op": decided.isoformat(),
                }
            )
            decided += timedelta(days=chance.randrange(1, 300))
    consultations = [
        {"code": f"MC-{number}", "datum": maybe(day(), 0.9), **{f"inschrijvers_{s}": maybe(str(chance.randrange(30)), 0.4) for s in ("publiek", "onderneming", "kennisinstelling", "onbekend")}}
        for number in range(8)
    ]  # fmt: skip
    kinds = ["kennisdeling", "partnersessie", "partnersessie", "pio_dag", "europese_conferentie", "andere"]
    events = [
        {
            "code": f"E-{number}", "soort": chance.choice(kinds), "datum": maybe(day() + chance.choice(["", " 14:00"]), 0.9),
            "projecten": maybe(chance.choice(projects)["code"], 0.5), "inschrijvers": maybe(str(chance.randrange(80)), 0.5),
            "partners": maybe("|".join(chance.sample([*NETWORKS, "VOKA"], 2))),
        }
        for number in range(25)
    ]  # fmt: skip
    registrations = []
    for target in consultations + events:
        for _ in range(chance.choice([0, 0, 5, 12])):
            start = date.fromisoformat((target["datum"] or "2023-01-01")[:10])
            person = chance.randrange(8)
            mail = f"p{person}@voorbeeld.be"
            registrations.append({
                "doel": target["code"], "email": chance.choice([mail, f" {mail.upper()} "]), "sector": ["publiek", "onderneming", "", "kennisinstelling"][person % 4],
                "ingeschreven_op": f"{start - timedelta(days=chance.randrange(1, 40))} 09:00", "wachtlijst": chance.choice(["ja", "nee", "nee", ""]),
                "geannuleerd_op": chance.choice(["", "", f"{start - timedelta(days=1)} 23:59", f"{start} 00:00", f"{start} 12:00"]),
            })  # fmt: skip
    contracts = [
        {"jaar": str(chance.randrange(2022, 2025)), "nummer": f"C{number}", "bedrag": maybe(f"{chance.randrange(10**6)}.50"), "gegund_op": day(), "innovatief": chance.choice(["ja", "nee", "nee", ""])}
        for number in range(40)
    ]  # fmt: skip
    found = {
        "organisaties": [{"kbo": kbo, "naam": f"Stad {kbo}"} for kbo in clients], "oproepen": [{"code": "PIO-1", "type": "open", "jaar": "2022"}],
        "aanvragen": applications, "projecten": projects, "marktconsultaties": consultations, "opdrachten": procurements,
        "deelnemers": participants, "cofinanciering": decisions, "activiteiten": events, "inschrijvingen": registrations, "contracten": contracts,
    }  # fmt: skip
    for name in (
        "aanvragen",
        "projecten",
        "opdrachten",
        "cofinanciering",
        "activiteiten",
        "inschrijvingen",
        "deelnemers",
    ):
        chance.shuffle(found[name])
    return found


class Counted:
    """The figures, counted by hand."""

    def __init__(self, tables: dict[str, list[dict]], as_of: date | None) -> None:
        self.tables, self.as_of = tables, (as_of or date.max).isoformat()
        self.first, self.last = YEARS

    def seen(self, day: str) -> bool:
        return bool(day) and day[:10] <= self.as_of and self.first <= int(day[:4]) <= self.last

    def known_by(self, day: str) -> bool:
        return (day[:10] if day else "9999-12-31") <= self.as_of

    def years(self, nothing: dict) -> dict[str, dict]:
        return {str(year): dict(nothing) for year in range(self.first, self.last + 1)}

    def applications(self):
        first, second = self.years({"value": 0, "withdrawn": 0}), self.years({"value": 0, "cohort": 0})
        for row in self.tables["aanvragen"]:
            submitted, decided = row["ingediend_op"], row["beslist_op"]
            if row["status"] != "nietig" and self.seen(submitted):
                first[submitted[:4]]["value"] += 1
                first[submitted[:4]]["withdrawn"] += row["status"] == "ingetrokken" and self.known_by(
                    row["ingetrokken_op"]
                )
            if row["status"] == "geselecteerd":
                if self.seen(decided):
                    second[decided[:4]]["value"] += 1
                if self.seen(submitted) and self.known_by(decided):
                    second[submitted[:4]]["cohort"] += 1
        return first, second

    def procurements(self):
        launched, delivered = self.years({"value": 0, "relaunches": 0}), self.years({"value": 0})
        for row in self.tables["opdrachten"]:
            if self.seen(row["gelanceerd_op"]):
                launched[row["gelanceerd_op"][:4]]["relaunches" if row["herlancering_van"] else "value"] += 1
            if self.seen(row["opgeleverd_op"]):
                delivered[row["opgeleverd_op"][:4]]["value"] += 1
        return launched, delivered

    def cofinancing(self):
        years, items = self.years({"granted": Decimal(), "corrections": Decimal()}), defaultdict(Decimal)
        before: dict[str, Decimal] = {}
        for row in sorted(self.tables["cofinanciering"], key=lambda r: (r["besluit_op"], r["code"])):
            if row["soort"] == "weigering" or row["besluit_op"] > self.as_of:
                continue
            code, year, amount = row["opdracht"], row["besluit_op"][:4], Decimal(row["bedrag"])
            if year in years:
                years[year]["corrections" if code in before else "granted"] += amount - before.get(code, 0)
                items[int(year), code] += amount - before.get(code, 0)
            before[code] = amount
        for values in years.values():
            values["net"] = values["granted"] + values["corrections"]
        shown = {year: {name: f"{value:.2f}" for name, value in values.items()} for year, values in years.items()}
        return shown, [{"code": code, "year": year, "net": f"{net:.2f}"} for (year, code), net in sorted(items.items())]

    def enterprises(self):
        found = []
        for row in self.tables["opdrachten"]:
            rows = [p for p in self.tables["deelnemers"] if p["opdracht"] == row["code"]]
            who = {
                p["kbo"].replace(".", "") or (p["land"].lower(), p["naam"].strip().lower())
                for p in rows
                if p["rol"] != "onderaannemer"
            }
            value = len(who) if rows else int(row["ondernemingen"]) if row["ondernemingen"] else None
            found.append((row["offertes_tot"] or row["gegund_op"], row["code"], value))
        return self.summed(found, "procedures")

    def registrants(self, event: dict, *, persons: bool = True) -> list[dict] | None:
        rows = [r for r in self.tables["inschrijvingen"] if r["doel"] == event["code"]]
        if not rows:
            return None
        start = event["datum"] if len(event["datum"]) > 10 else f"{event['datum']} 00:00"
        counting = [
            r for r in rows
            if r["wachtlijst"] != "ja" and r["ingeschreven_op"][:10] <= self.as_of
            and not (r["geannuleerd_op"] and r["geannuleerd_op"] < start and r["geannuleerd_op"][:10] <= self.as_of)
        ]  # fmt: skip
        return list({r["email"].strip().lower(): r for r in counting}.values()) if persons else counting

    def consultations(self):
        sectors = {
            "public": "publiek",
            "enterprise": "onderneming",
            "knowledge": "kennisinstelling",
            "unknown": "onbekend",
        }
        found, split = [], []
        for row in self.tables["marktconsultaties"]:
            who = self.registrants(row)
            given = {name: row[f"inschrijvers_{word}"] for name, word in sectors.items()}
            if who is not None:
                parts = {name: sum((r["sector"] or "onbekend") == word for r in who) for name, word in sectors.items()}
            else:
                parts = {name: int(count or 0) for name, count in given.items()} if any(given.values()) else None
            found.append((row["datum"], row["code"], None if parts is None else sum(parts.values())))
            split.append((row["datum"], parts))
        years, items = self.summed(found, "events")
        for values in years.values():
            values.update(dict.fromkeys(sectors, 0 if values["known"] else None))
        for day, parts in split:
            if self.seen(day) and parts is not None:
                for name, count in parts.items():
                    years[day[:4]][name] += count
        return years, items

    def events(self, kind: str, wanted=lambda _row: True, *, persons: bool = True):
        found = []
        for row in self.tables["activiteiten"]:
            if row["soort"] == kind and wanted(row):
                who = self.registrants(row, persons=persons)
                value = len(who) if who is not None else int(row["inschrijvers"]) if row["inschrijvers"] else None
                found.append((row["datum"], row["code"], value))
        return self.summed(found, "events")

    def sessions(self):
        def networks(row):
            return set(row["partners"].split("|")) & set(NETWORKS)

        years, items = self.events("partnersessie", networks)
        for values in years.values():
            values["partners"] = {}
        values_of = {item["code"]: item["value"] for item in items}
        for code in NETWORKS:
            for row in self.tables["activiteiten"]:
                if row["code"] in values_of and code in networks(row):
                    entry = years[row["datum"][:4]]["partners"].setdefault(code, {"events": 0, "value": None})
                    entry["events"] += 1
                    if values_of[row["code"]] is not None:
                        entry["value"] = (entry["value"] or 0) + values_of[row["code"]]
        return years, items

    def summed(self, found, name):
        years, items = self.years({"value": None, name: 0, "known": 0}), []
        for day, code, value in found:
            if self.seen(day):
                values = years[day[:4]]
                values[name] += 1
                items.append({"code": code, "year": int(day[:4]), "value": value})
                if value is not None:
                    values["known"] += 1
                    values["value"] = (values["value"] or 0) + value
        for values in years.values():
            values["mean"] = half_up(Decimal(values["value"]) / values["known"], 2) if values["known"] else None
        return years, sorted(items, key=lambda item: (item["year"], item["code"]))

    def contracts(self):
        years = self.years({"innovative": 0, "total": 0})
        worth = {year: [Decimal(), Decimal(), 0] for year in years}
        for row in self.tables["contracten"]:
            if row["gegund_op"] <= self.as_of:
                values, sums = years[row["jaar"]], worth[row["jaar"]]
                values["total"] += 1
                values["innovative"] += row["innovatief"] == "ja"
                if row["bedrag"]:
                    sums[0] += Decimal(row["bedrag"]) if row["innovatief"] == "ja" else 0
                    sums[1] += Decimal(row["bedrag"])
        for year, values in years.items():
            values["number_share"] = (
                half_up(Decimal(values["innovative"]) / values["total"], 4) if values["total"] else None
            )
            values["value_share"] = half_up(worth[year][0] / worth[year][1], 4) if worth[year][1] else None
        return years

    def all(self) -> dict[str, tuple]:
        first, second = self.applications()
        launched, delivered = self.procurements()
        bare = lambda years: {year: {k: v[k] for k in ("value", "events")} for year, v in years.items()}  # noqa: E731
        return {
            "I01": (first, None), "I02": (second, None), "I03": self.consultations(), "I04": (launched, None), "I05": (delivered, None),
            "I06": self.cofinancing(), "I07": self.enterprises(), "I08": self.events("kennisdeling", lambda row: row["projecten"]),
            "I09": self.sessions(), "I10": (bare(self.events("pio_dag")[0]), None),
            "I11": (bare(self.events("europese_conferentie", persons=False)[0]), None), "I12": (self.contracts(), None),
        }  # fmt: skip


def half_up(value: Decimal, digits: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


@pytest.mark.parametrize("seed", range(12))
def test_random_programmes_count_the_same_by_hand(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - the same programme for the same seed
    tables = programme(chance)
    import_programme(path=write_csv(tmp_path, tables), at=timezone.now())

    for as_of in (None, date(2022, 12, 31), date(2023, 6, 15), date(2024, 3, 1)):
        expected = Counted(tables, as_of).all()
        for found in figures(Period(*YEARS, as_of)):
            years, items = expected[found["code"]]
            assert (found["code"], as_of, found["years"]) == (found["code"], as_of, years)
            assert found.get("items") == items
