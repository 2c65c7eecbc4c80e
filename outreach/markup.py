"""How a story is typed: plain text with a few signs. What comes out is cleaned again, whatever was typed.

An empty line ends a paragraph; `## ` begins a heading, `- ` an item of a list, `> ` a quotation; `**so**` is bold,
`[this](https://…)` a link.
"""

import re
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pio_portal.ui.richtext import clean

BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+|mailto:[^\s()]+|/[^\s()]*)\)")
SIGNS = {"## ": "h2", "- ": "li", "> ": "blockquote"}


def as_html(text: str) -> SafeString:
    """The text as harmless HTML."""
    blocks = (_block(lines) for lines in _paragraphs(text))
    return mark_safe(clean("\n".join(blocks)))  # noqa: S308 - nh3 cleaned it


def _paragraphs(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").split("\n")
    return [list(group) for filled, group in groupby(lines, key=lambda line: bool(line.strip())) if filled]


def _block(lines: list[str]) -> str:
    """Neighbouring lines of one kind together: a heading per line, the items of one list, a paragraph with breaks."""
    return "\n".join(_wrapped(sign, list(group)) for sign, group in groupby(lines, key=_sign))


def _sign(line: str) -> str:
    return next((sign for sign in SIGNS if line.lstrip().startswith(sign)), "")


def _wrapped(sign: str, lines: list[str]) -> str:
    texts = [_inline(line.strip().removeprefix(sign.strip()).strip()) for line in lines]
    match sign:
        case "## ":
            return "".join(f"<h2>{text}</h2>" for text in texts)
        case "- ":
            return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"
        case "> ":
            return "<blockquote><p>" + "<br>".join(texts) + "</p></blockquote>"
    return "<p>" + "<br>".join(texts) + "</p>"


def _inline(text: str) -> str:
    text = LINK.sub(r'<a href="\2">\1</a>', escape(text))
    return BOLD.sub(r"<strong>\1</strong>", text)
