"""What changed between two frozen revisions of an application: pure functions on their contents, for staff.

Texts are compared by paragraph, and by word within the paragraphs that changed. The work is bounded whatever stands in
them (`Effort`): past the limit, whole paragraphs are shown as taken out and put in. Nothing is lost either way: the
texts of a side, put one after the other, are that side's text exactly.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Any, Literal

from calls.enums import Part

Mark = Literal["", "removed", "added"]
WORD = re.compile(r"(?:€\s)?\d+(?:[.,]\d+)*|\w+|[^\w\s]|\s+")  # a number or an amount is one word
MOST_STEPS = 500_000  # of the whole comparison: well under a second
MOST_EDITS = 300  # within one pair of texts
MOST_ROWS = 300  # of paragraphs that replace each other: more of them are shown as one
LONG_STRETCH = 400  # characters that stayed: folded away
ALIKE = 0.3  # below this share of common characters, a paragraph is another one


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it was taken out or put in."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True)
class Row:
    """A paragraph on both sides, or a stretch of them that stayed; on a side where it is missing there is nothing."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return not any(piece.mark for piece in (*self.left, *self.right))

    @property
    def is_long(self) -> bool:
        """Too much to read again when it stayed as it was."""
        return sum(len(piece.text) for piece in self.left) > LONG_STRETCH


@dataclass(frozen=True)
class Change:
    """A question whose answer changed, paragraph by paragraph."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SectionChanges:
    """A part of the application: what changed in it, and how many of its answers did not."""

    key: str
    title: str
    changes: tuple[Change, ...]
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileChanges:
    """Attachments that came, went and stayed, as the revisions describe them."""

    added: tuple[Mapping[str, Any], ...] = ()
    removed: tuple[Mapping[str, Any], ...] = ()
    kept: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Everything between two revisions, in the order of the form."""

    sections: tuple[SectionChanges, ...]
    files: FileChanges

    @property
    def changed(self) -> tuple[SectionChanges, ...]:
        return tuple(section for section in self.sections if section.changes)

    @property
    def unchanged(self) -> tuple[SectionChanges, ...]:
        return tuple(section for section in self.sections if not section.changes)

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.files.added or self.files.removed)


@dataclass
class Effort:
    """How much work is left; when it is gone, texts are compared as a whole."""

    steps: int = MOST_STEPS
    most_edits: int = field(default=MOST_EDITS)

    def spend(self, steps: int) -> bool:
        """Whether there was enough left."""
        self.steps -= steps
        return self.steps >= 0


def compare(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    basics: Mapping[str, str],
    written: Callable[[Mapping[str, Any]], str],
    title: str,
) -> Comparison:
    """What changed from one frozen content to another.

    `basics` names the fields beside the form (key to label), which go under `title`; `written` gives an answer as
    people read it.
    """
    effort = Effort()
    first = _section(Part.BASICS, title, _basics(old, basics), _basics(new, basics), effort)
    before, after = _by_key(old["sections"]), _by_key(new["sections"])
    rest = [
        _section(
            key,
            (after.get(key) or before[key])["title"],
            _answers(before.get(key), written),
            _answers(after.get(key), written),
            effort,
        )
        for key in _merged(list(before), list(after))
    ]
    return Comparison(sections=(first, *rest), files=compare_files(old["attachments"], new["attachments"]))


def compare_files(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> FileChanges:
    """Attachments are the same when their document is."""
    before, after = {f["document"] for f in old}, {f["document"] for f in new}
    return FileChanges(
        added=tuple(f for f in new if f["document"] not in before),
        removed=tuple(f for f in old if f["document"] not in after),
        kept=tuple(f for f in new if f["document"] in before),
    )


def compare_texts(old: str, new: str, effort: Effort | None = None) -> tuple[Row, ...]:
    """Two texts side by side. Joining the pieces of a side gives that side's text back exactly."""
    effort = effort or Effort()
    rows: list[Row] = []
    for stayed, stretch in groupby(_edits(_paragraphs(old), _paragraphs(new), effort), key=lambda edit: not edit[0]):
        edits = list(stretch)
        if stayed:
            piece = Piece("".join(text for _mark, text in edits))
            rows.append(Row((piece,), (piece,)))
        else:
            gone = [text for mark, text in edits if mark == "removed"]
            rows += _changed(gone, [text for mark, text in edits if mark == "added"], effort)
    return tuple(rows)


def _basics(content: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    found = {}
    for key, label in labels.items():
        value = content.get(key) or ""
        found[key] = label, "\n".join(value) if isinstance(value, list) else str(value)
    return found


def _answers(section: Mapping[str, Any] | None, written: Callable[[Mapping[str, Any]], str]) -> dict:
    return {a["key"]: (a["question"], written(a)) for a in section["answers"]} if section else {}


def _by_key(sections: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {section["key"]: section for section in sections}


def _merged(before: list[str], after: list[str]) -> list[str]:
    """The keys of both, in the newer order; what is gone comes last."""
    return after + [key for key in before if key not in after]


def _section(key: str, title: str, old: Mapping, new: Mapping, effort: Effort) -> SectionChanges:
    changes, unchanged = [], []
    for name in _merged(list(old), list(new)):
        label = (new.get(name) or old[name])[0]
        before, after = old.get(name, ("", ""))[1], new.get(name, ("", ""))[1]
        if before == after:
            unchanged.append(label)
        else:
            changes.append(Change(label, compare_texts(before, after, effort)))
    return SectionChanges(key, title, tuple(changes), tuple(unchanged))


def _paragraphs(text: str) -> list[str]:
    """The lines, each with the end that it had, and with the empty lines behind it."""
    return re.findall(r"[^\n]+\n*|\n+", text)


def _changed(gone: list[str], come: list[str], effort: Effort) -> Iterator[Row]:
    """Paragraphs that replace each other, one beside the other in order."""
    if max(len(gone), len(come)) > MOST_ROWS:
        gone, come = ["".join(gone)], ["".join(come)]
    for old, new in zip_longest(gone, come, fillvalue=""):
        yield _pair(old, new, effort)


def _pair(old: str, new: str, effort: Effort) -> Row:
    whole = Row(
        (Piece(old, "removed"),) if old else (),
        (Piece(new, "added"),) if new else (),
    )
    if not old or not new:
        return whole
    edits = _smoothed(list(_edits(WORD.findall(old), WORD.findall(new), effort)))
    common = sum(len(text) for mark, text in edits if not mark)
    if common < ALIKE * min(len(old), len(new)):
        return whole
    return Row(_side(edits, "removed"), _side(edits, "added"))


def _side(edits: list[tuple[Mark, str]], mark: Mark) -> tuple[Piece, ...]:
    """The text of one side, in stretches of one mark."""
    pieces: list[Piece] = []
    for its, text in edits:
        if its not in ("", mark):
            continue
        if pieces and pieces[-1].mark == its:
            pieces[-1] = Piece(pieces[-1].text + text, its)
        else:
            pieces.append(Piece(text, its))
    return tuple(pieces)


def _smoothed(edits: list[tuple[Mark, str]]) -> list[tuple[Mark, str]]:
    """A space that stayed between two changes belongs to both: words read better than their gaps."""
    smooth: list[tuple[Mark, str]] = []
    for place, (mark, text) in enumerate(edits):
        between = 0 < place < len(edits) - 1 and edits[place - 1][0] and edits[place + 1][0]
        if not mark and text.isspace() and between:
            smooth += [("removed", text), ("added", text)]
        else:
            smooth.append((mark, text))
    return smooth


def _edits(old: list[str], new: list[str], effort: Effort) -> Iterator[tuple[Mark, str]]:
    """The shortest way from one list to the other (Myers), after what they have in common at both ends."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield from (("", text) for text in old[:start])
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end], effort)
    yield from (("", text) for text in old[len(old) - end :])


def _middle(old: list[str], new: list[str], effort: Effort) -> Iterator[tuple[Mark, str]]:
    trace = _search(old, new, effort) if old and new else None
    if trace is None:
        yield from (("removed", text) for text in old)
        yield from (("added", text) for text in new)
        return
    yield from reversed(_walked_back(old, new, trace))


def _search(old: list[str], new: list[str], effort: Effort) -> list[dict[int, int]] | None:
    """How far each diagonal came with each number of edits; None when it takes too many."""
    furthest, trace = {1: 0}, []
    for edits in range(min(len(old) + len(new), effort.most_edits) + 1):
        if not effort.spend(2 * edits + 1):
            return None
        trace.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1])
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            if x >= len(old) and y >= len(new):
                return trace
    return None


def _walked_back(old: list[str], new: list[str], trace: list[dict[int, int]]) -> list[tuple[Mark, str]]:
    """The edits from the last to the first."""
    edits: list[tuple[Mark, str]] = []
    x, y = len(old), len(new)
    for number in range(len(trace) - 1, -1, -1):
        furthest, diagonal = trace[number], x - y
        down = diagonal == -number or (diagonal != number and furthest[diagonal - 1] < furthest[diagonal + 1])
        from_diagonal = diagonal + 1 if down else diagonal - 1
        start_x = furthest[from_diagonal]
        start_y = start_x - from_diagonal
        while x > start_x and y > start_y and x > 0 and y > 0:
            edits.append(("", old[x - 1]))
            x, y = x - 1, y - 1
        if number:
            edits.append(("added", new[y - 1]) if down else ("removed", old[x - 1]))
            x, y = start_x, start_y
    return edits
