"""Cells of a spreadsheet that look like a value, or like nothing, and are neither."""

import re
from dataclasses import dataclass

# What Excel and LibreOffice show in a cell that they cannot work out, in English and in Dutch.
ERRORS = frozenset(
    ("#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!", "#NAME?", "#NAAM?", "#NULL!", "#LEEG!",
     "#NUM!", "#GETAL!", "#SPILL!", "#OVERLOOP!", "#CALC!", "#BEREKENEN!", "#GETTING_DATA")
)  # fmt: skip
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Unusable:
    """A cell of which nobody can say what it holds. `message` says why, and what is expected."""

    message: str


NO_RESULT = Unusable(
    "Deze cel bevat een formule zonder resultaat. Verwacht: een waarde. Open het werkboek, laat het rekenen en bewaar het."
)
MERGED = Unusable("Deze cel is samengevoegd met andere cellen. Verwacht: elke cel apart, met haar eigen waarde.")


def error_in(cell: object) -> str:
    """The error that a cell shows instead of a value; empty when it shows none."""
    text = cell.strip().upper() if isinstance(cell, str) else ""
    return text if text in ERRORS else ""


def unescaped(text: str) -> str:
    """Text as people see it: a workbook writes signs that XML cannot hold as `_x000D_`."""
    if "_x" not in text:
        return text
    plain = text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), plain)
