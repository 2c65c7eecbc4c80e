"""The standard texts: each app registers what it sends in its `mails.py`, in a wording that PIO may change.

A wording holds `{{ name }}` places, and nothing else: no logic and no access to objects, so that staff can edit it
safely and every place can be checked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.change import Refused
from pio_portal.correspondence.models import MailTemplate
from pio_portal.correspondence.prose import prose

HELLO = gettext_lazy("Beste {{ recipient_name }},")
REGARDS = gettext_lazy("Met vriendelijke groeten,\nHet PIO-team")
GAP = re.compile(r"\n[ \t]*\n\s*\n")
PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
ANCHOR = re.compile(r'<a href="(?P<target>[^"]*)"[^>]*>(?P<shown>.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class MailKind:
    """A kind of standard text. `variables` explains each place in Dutch; `sample` fills them for the preview.

    A letter has the `template` of its PDF, which is given `letter` (a Wording) and `places`; a mail has none. A passage is
    a part that letters share, in the place with its name; its subject is its heading. A `reminder`
    is a mail that people may switch off. A kind that is sent often at once names the kind that says many `together`, and
    the `line` that each becomes in it.
    """

    kind: str
    title: Any
    subject: Any
    body: Any
    variables: Mapping[str, Any]
    sample: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    is_passage: bool = False
    reminder: bool = False
    together: str = ""
    line: Any = ""

    @property
    def is_letter(self) -> bool:
        return bool(self.template)

    @property
    def on_paper(self) -> bool:
        """It is set with headings and lists, as a letter or in one."""
        return self.is_letter or self.is_passage


@dataclass(frozen=True)
class Wording:
    """The subject and the text of one mail or letter, filled in; `source` is what PIO wrote of it."""

    subject: str
    text: str
    source: str = ""

    def with_line(self, line: str) -> "Wording":
        """The same with a line below it."""
        return replace(self, text=f"{self.text}\n\n{line}") if line else self

    @property
    def html(self) -> str:
        """The text as a page. Only PIO's own links work, and those to the portal.

        What people typed, such as a name, is no link: a mail of PIO leads nobody to where somebody else wants.
        """
        page = render_to_string("correspondence/mail.html", {"subject": self.subject, "text": self.text})
        return ANCHOR.sub(lambda link: link[0] if self._is_own(link) else link["shown"], page)

    def _is_own(self, link: re.Match) -> bool:
        to_portal = f"{unescape(link['target'])}/".startswith(f"{settings.PORTAL_URL}/")
        return to_portal or unescape(link["shown"]) in self.source

    @property
    def prose(self) -> str:
        """The text of a letter with its headings and lists."""
        return prose(self.text)


KINDS: dict[str, MailKind] = {}


def register_mail(
    kind: str,
    *,
    title: Any,
    subject: Any,
    body: Any,
    variables: Mapping[str, Any],
    sample: Mapping[str, str],
    reminder: bool = False,
    together: str = "",
    line: Any = "",
) -> None:
    """Make a kind of mail known. `body` is what stands between the salutation and the closing, the same in all mails.

    Raises ValueError when the default wording uses a place that is not explained, or the sample misses one.
    """
    variables = {"recipient_name": gettext_lazy("Naam van wie de mail krijgt"), **variables}
    sample = {"recipient_name": "Karel Maes", **sample}
    body = "\n\n".join((str(HELLO), str(body).strip(), str(REGARDS)))
    made = MailKind(kind, title, subject, body, dict(variables), dict(sample))
    _register(replace(made, reminder=reminder, together=together, line=line))


def register_letter(
    kind: str,
    *,
    title: Any,
    subject: Any,
    body: Any,
    variables: Mapping[str, Any],
    sample: Mapping[str, str],
    template: str,
) -> None:
    """Make a kind of letter known: worded like a mail, and made as a PDF with this template. Raises ValueError as well."""
    _register(MailKind(kind, title, subject, body, dict(variables), dict(sample), template))


def register_passage(kind: str, *, title: Any, subject: Any, body: Any) -> None:
    """Make a part known that letters share: where a letter has the place `{{ kind }}`, it stands as PIO words it now."""
    _register(MailKind(kind, title, subject, body, variables={}, is_passage=True))


def _register(kind: MailKind) -> None:
    unknown = places(f"{kind.subject}{kind.body}{kind.line}") - kind.variables.keys()
    missing = kind.variables.keys() - kind.sample.keys() - _passages()
    if unknown or missing:
        raise ValueError(
            f"{kind.kind}: unexplained places {sorted(unknown)}, places without a sample {sorted(missing)}"
        )
    KINDS[kind.kind] = kind


def kind_named(name: str) -> MailKind:
    """The kind of this name. Raises KeyError for one that no app registered."""
    return KINDS[name]


def places(text: str) -> set[str]:
    """The names of the places in a wording."""
    return set(PLACE.findall(text))


def _passages() -> set[str]:
    return {name for name, kind in KINDS.items() if kind.is_passage}


def passage_text(kind: str) -> str:
    """A passage as it would stand in a letter now, below its heading. One query."""
    passage = wording_of(kind, {})
    return f"## {passage.subject}\n\n{passage.text}"


def check_wording(kind: str, text: str) -> None:
    """Raise Refused when a wording has a place that this kind does not know, or braces that are no place."""
    known = KINDS[kind].variables
    if unknown := sorted(places(text) - known.keys()):
        raise Refused(
            _("Onbekende plaats: %(unknown)s. Kies uit: %(known)s.")
            % {"unknown": ", ".join(unknown), "known": ", ".join(sorted(known))}
        )
    if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
        raise Refused(_("Schrijf een plaats als {{ naam }}, met twee accolades aan elke kant."))


def fill(text: str, context: Mapping[str, object]) -> str:
    """Put the values in their places. Raises KeyError for a value that the context lacks."""
    return PLACE.sub(lambda match: str(context[match[1]]), text)


def wording_of(kind: str, context: Mapping[str, object]) -> Wording:
    """The mail or letter as it would leave now: in PIO's own wording when there is one, else the default. One query."""
    default = KINDS[kind]
    own = MailTemplate.objects.filter(kind=kind).first()
    subject, body = (own.subject, own.body) if own else (default.subject, default.body)
    return filled(str(subject), str(body), context)


def filled(subject: str, body: str, context: Mapping[str, object]) -> Wording:
    """A wording with its places filled in; the subject on one line, and no gap where a place is empty.

    One query for each passage in it.
    """
    context = {**context, **{name: passage_text(name) for name in places(body) & _passages()}}
    text = GAP.sub("\n\n", fill(body, context).strip())
    return Wording(subject=" ".join(fill(subject, context).split()), text=text, source=body)


def optional_line(kind: str, *, is_copy: bool, address: str) -> str:
    """How a reminder or a copy can be switched off; empty for a mail that one always gets."""
    if KINDS[kind].reminder:
        return _("Liever geen herinneringen? Kies welke mails u krijgt: %(address)s") % {"address": address}
    if is_copy:
        return _("U krijgt deze kopie omdat u meewerkt aan dit dossier. Kies welke mails u krijgt: %(address)s") % {
            "address": address
        }
    return ""
