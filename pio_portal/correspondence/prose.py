"""The text of a letter, as people type it, in the form that a page and a PDF show."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pio_portal.ui.autolink import linked

HEADING, BULLET, NUMBER = "## ", re.compile(r"[-•*] +"), re.compile(r"\d+[.)] +")
BETWEEN = re.compile(r"\n[ \t]*\n")


def prose(text: str) -> SafeString:
    """Paragraphs are parted by an empty line; `## ` begins a heading, `- ` and `1. ` the lines of a list.

    Everything is escaped: what applicants or staff typed stays text.
    """
    blocks = BETWEEN.split(text.replace("\r\n", "\n").strip())
    return mark_safe("\n".join(_block(block) for block in blocks if block.strip()))  # noqa: S308 - escaped below


def _block(block: str) -> str:
    lines = [line.strip() for line in block.strip().split("\n")]
    if lines[0].startswith(HEADING):
        rest = "\n".join(lines[1:])
        return format_html("<h2>{}</h2>", lines[0].removeprefix(HEADING)) + (_block(rest) if rest.strip() else "")
    for tag, mark in (("ul", BULLET), ("ol", NUMBER)):
        if all(mark.match(line) for line in lines):
            items = format_html_join("", "<li>{}</li>", ((linked(mark.sub("", line, count=1)),) for line in lines))
            return format_html("<{0}>{1}</{0}>", mark_safe(tag), items)  # noqa: S308 - one of two words of ours
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((linked(line),) for line in lines)))
