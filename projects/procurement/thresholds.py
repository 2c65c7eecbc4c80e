"""The amounts of the procurement law that every installation starts with, and the verb with which PIO adds the next.

The European amounts follow the delegated regulations that the Commission makes every two years; the Belgian ones stand
in the law of 17 June 2016 and in the royal decree of 18 April 2017.
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from pio_portal.audit.workflow import record
from pio_portal.change import permit, save_checked
from pio_portal.formats import day_text, money_text
from projects.enums import ThresholdKind as Kind
from projects.models import Threshold

EU = "Europese drempelbedragen %s, KB Plaatsing van 18 april 2017, art. 11"
NOTICE = "Wet van 17 juni 2016, art. 42, § 1, 1°, a, bedrag voor %s"
LAW = "Wet van 17 juni 2016, art. %s"

KNOWN = [
    *((Kind.EU_GOODS, dt.date(year, 1, 1), amount, EU % f"{year}-{year + 1}") for year, amount in [
        (2018, 221_000), (2020, 214_000), (2022, 215_000), (2024, 221_000), (2026, 216_000),
    ]),
    *((Kind.EU_WORKS, dt.date(year, 1, 1), amount, EU % f"{year}-{year + 1}") for year, amount in [
        (2018, 5_548_000), (2020, 5_350_000), (2022, 5_382_000), (2024, 5_538_000), (2026, 5_404_000),
    ]),
    *((Kind.WITHOUT_NOTICE, dt.date(year, 1, 1), amount, NOTICE % f"{year}-{year + 1}") for year, amount in [
        (2018, 144_000), (2020, 139_000), (2022, 140_000), (2024, 143_000), (2026, 140_000),
    ]),
    (Kind.EU_SOCIAL, dt.date(2018, 1, 1), 750_000, EU % "voor sociale diensten"),
    (Kind.SIMPLIFIED_WORKS, dt.date(2017, 6, 30), 750_000, LAW % "41, § 1, 2°"),
    (Kind.LIMITED_VALUE, dt.date(2017, 6, 30), 30_000, LAW % "92"),
]  # fmt: skip


def ensure_thresholds(sender, using="default", apps=None, **_kwargs) -> None:
    """After the first migrate: the amounts that are known. What PIO changed or took away later stays so."""
    if apps and "threshold" not in apps.all_models[sender.label]:
        return  # migrated back to nothing: the table is gone
    rows = sender.get_model("Threshold").objects.using(using)
    if not rows.exists():
        rows.bulk_create(
            [rows.model(kind=kind, starts_on=day, amount=amount, source=source) for kind, day, amount, source in KNOWN]
        )


@transaction.atomic
def save_threshold(
    *, threshold: Threshold, kind: str, starts_on: dt.date, amount: Decimal, source: str, by, at: dt.datetime
) -> Threshold:
    """Keep a new or corrected amount, with its source."""
    permit("projects.keep_thresholds", None, by=by)
    threshold.kind, threshold.starts_on, threshold.amount, threshold.source = kind, starts_on, amount, source.strip()
    save_checked(threshold)
    detail = {"kind": threshold.get_kind_display(), "amount": money_text(amount), "on": day_text(starts_on)}
    record(about=threshold, verb="threshold_saved", by=by, at=at, detail=detail)
    return threshold
