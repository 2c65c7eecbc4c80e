"""The links in what people typed: web addresses and e-mail addresses, each whole."""

import re

from django.utils.html import Urlizer
from django.utils.safestring import SafeString, mark_safe


class _Linker(Urlizer):
    """Django's, but an apostrophe is a letter: `jan.d'haese@stad.be` is one address. Quotes around one stay outside."""

    word_split_re = re.compile(r"([\s<>\"]+)")
    wrapping_punctuation = [*Urlizer.wrapping_punctuation, ("“", "”"), ("‘", "’"), ("«", "»"), ("'", "'")]
    trailing_punctuation_chars = Urlizer.trailing_punctuation_chars + "'?…"


_link = _Linker()


def linked(text: str) -> SafeString:
    """The text with its addresses as links, and everything else escaped."""
    return mark_safe(_link(text, nofollow=True, autoescape=True))  # noqa: S308 - it escapes what it is given
