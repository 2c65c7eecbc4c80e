"""What the kinds of question look like on a page. Each gives and takes the text in which its answer is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from calls.questionnaire import answers, costs
from calls.questionnaire.question import BETWEEN
from pio_portal.documents.kinds import MAX_SIZE
from pio_portal.formats import money_text, number_text
from pio_portal.organisations.identifiers import clean_kbo, format_kbo

ROWS_AT_FIRST, EMPTY_ROWS = 4, 2


class MultipleInput(forms.CheckboxSelectMultiple):
    """Several of several answers, as one text."""

    def format_value(self, value: Any) -> list[str]:
        return answers.split(value) if isinstance(value, str) else list(value or ())

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:  # noqa: ARG002
        return BETWEEN.join(one for one in listed(data, name) if one)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return name not in data


class OrganisationInput(forms.TextInput):
    """An enterprise number. `names` are those of organisations that the portal knows, by number."""

    template_name = "forms/organisation.html"
    names: Mapping[str, str] = {}

    def format_value(self, value: Any) -> str | None:
        text = str(value or "")
        return format_kbo(text) if len(text) == 10 and text.isdigit() else text or None  # noqa: PLR2004 - as stored

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        return super().get_context(name, value, attrs) | {"known_as": self.names.get(number_of(value), "")}


class CostsInput(forms.Widget):
    """A table of costs: each row has a box for the post and one for the amount. Script adds rows to the empty ones."""

    template_name = "forms/costs.html"
    use_fieldset = True

    def __init__(self, most: int, label: str) -> None:
        super().__init__()
        self.most, self.label = most, label

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box: where the summary of faults leads."""
        return f"{id_}_{index or 0}" if id_ else ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:  # noqa: ARG002
        posts, amounts = listed(data, f"{name}_post"), listed(data, f"{name}_bedrag")
        size = max(len(posts), len(amounts))
        padded = ([*column, *[""] * (size - len(column))] for column in (posts, amounts))
        return costs.as_text(costs.rows_of(costs.as_text(costs.Row(*pair) for pair in zip(*padded, strict=True))))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return f"{name}_post" not in data and f"{name}_bedrag" not in data

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        rows = costs.rows_of(value)
        size = max(len(rows), min(self.most, max(ROWS_AT_FIRST, len(rows) + EMPTY_ROWS)))
        faulty = bool((attrs or {}).get("aria-invalid"))
        empty = [("", "", False, False)] * (size - len(rows))
        shown = [(row.post, _as_typed(row), *(_wrong(row) if faulty else (False, False))) for row in rows] + empty
        return context | {
            "rows": shown,
            "most": self.most,
            "label": self.label,
            "total": money_text(costs.total(_readable(rows))),
        }


class FilesInput(forms.Widget):
    """The files of a question. They are added one by one at an address beside the page, and never with the form."""

    template_name = "forms/files.html"
    use_fieldset = True
    documents: Iterable[Any] = ()

    def __init__(self, question: str, most: int) -> None:
        super().__init__()
        self.question, self.most = question, most

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:  # noqa: ARG002
        return ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return True

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        known = {"documents": list(self.documents), "question": self.question, "most": self.most}
        return context | known | {"most_bytes": MAX_SIZE}


def number_of(typed: Any) -> str:
    """The enterprise number in what was typed; empty when it is none."""
    try:
        return clean_kbo(str(typed or ""))
    except ValidationError:
        return ""


def listed(data: Mapping[str, Any], name: str) -> list[str]:
    """Everything that was sent under a name."""
    if hasattr(data, "getlist"):
        return data.getlist(name)
    value = data.get(name, [])
    return list(value) if isinstance(value, list | tuple) else [value]


def _as_typed(row: costs.Row) -> str:
    """A stored amount as people write it; what is no amount as it was typed."""
    try:
        stored = answers.amount(row.amount)
    except answers.NotAnAnswer:
        return row.amount
    return number_text(stored, 2)


def _wrong(row: costs.Row) -> tuple[bool, bool]:
    """Whether the post and the amount of a row are what its fault is about."""
    if row.is_empty:
        return False, False
    try:
        answers.amount(row.amount)
    except answers.NotAnAnswer:
        return not row.post, True
    return not row.post or len(row.post) > answers.LONGEST_SHORT_TEXT, False


def _readable(rows: Iterable[costs.Row]) -> list[costs.Row]:
    """The rows with their amounts as numbers, as far as they are."""
    found = []
    for row in rows:
        try:
            found.append(costs.Row(row.post, f"{answers.amount(row.amount):f}"))
        except answers.NotAnAnswer:
            continue
    return found
