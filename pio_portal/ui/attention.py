"""What Vandaag shows of all that asks for attention: alike rows under each other, and nothing that waits until later."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pio_portal.ui.models import Snooze
from pio_portal.ui.registry import MOST, Item

SHOWN = 3  # rows of one kind; the rest is folded below them


@dataclass
class Row:
    """A row, with those of its kind that are folded below it. `is_cut`: there are more than could be asked for."""

    item: Item
    folded: list[Item] = field(default_factory=list)
    is_cut: bool = False


def grouped(items: Iterable[Item]) -> list[Row]:
    """The items as rows, in their order; from the fourth of a kind on they are folded below the third."""
    items = list(items)
    total, met, last = Counter(item.kind for item in items), Counter[str](), dict[str, Row]()
    rows = []
    for item in items:
        met[item.kind] += 1
        if met[item.kind] <= SHOWN or total[item.kind] == SHOWN + 1:
            last[item.kind] = Row(item)
            rows.append(last[item.kind])
        elif met[item.kind] <= MOST:
            last[item.kind].folded.append(item)
        else:
            last[item.kind].is_cut = True
    return rows


def waiting(user, today: dt.date) -> set[tuple[str, str]]:
    """What the user put off until after today: the kind and the address of each."""
    return set(Snooze.objects.filter(user=user, until__gt=today).values_list("kind", "url"))


def apart(items: Iterable[Item], later: set[tuple[str, str]]) -> tuple[list[Item], list[Item]]:
    """What is for now, and what was put off."""
    now, put_off = [], []
    for item in items:
        (put_off if (item.kind, item.url) in later else now).append(item)
    return now, put_off
