"""What a mail server writes when it cannot deliver (RFC 3464): which mail came back, and why."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True)
class Bounce:
    """The Message-ID of the mail that came back, and the reason in the words of the server."""

    message_id: str
    reason: str


def bounce_in(raw: bytes) -> Bounce | None:
    """The bounce in a mail as it arrived; None for another mail, and for one that says only that it takes longer."""
    arrived = email.message_from_bytes(raw)
    reason = next(_failures(arrived), "")
    message_id = next(_returned(arrived), "")
    return Bounce(message_id, reason) if reason and message_id else None


def _failures(arrived: Message) -> Iterator[str]:
    """The reason of each recipient who did not get it."""
    for part in arrived.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            if isinstance(fields, Message) and str(fields.get("Action", "")).strip().lower() == "failed":
                words = fields.get("Diagnostic-Code") or fields.get("Status") or "failed"
                yield " ".join(str(words).split())


def _returned(arrived: Message) -> Iterator[str]:
    """The Message-ID of the mail that is sent back whole, or as its headers only."""
    for part in arrived.walk():
        kind, inside = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(inside, list):
            yield from filter(None, [str(inside[0].get("Message-ID", "")).strip()])
        elif kind == "text/rfc822-headers" and isinstance(inside, str):
            yield from filter(None, [str(email.message_from_string(inside).get("Message-ID", "")).strip()])
