"""The mailbox of the sender address, read over IMAP: what a mail server could not deliver comes back there."""

from collections.abc import Iterator
from imaplib import IMAP4, IMAP4_SSL
from urllib.parse import unquote, urlsplit

AT_ONCE = 100
TIMEOUT = 10  # seconds


def unread_in(url: str) -> Iterator[bytes]:
    """Each unread mail of the box (`imaps://user:password@host:993/INBOX`), marked as read once it was handled.

    Raises OSError or IMAP4.error when the box cannot be read.
    """
    box = urlsplit(url)
    connect = IMAP4_SSL if box.scheme == "imaps" else IMAP4
    with connect(box.hostname or "", box.port or (993 if box.scheme == "imaps" else 143), timeout=TIMEOUT) as server:
        server.login(unquote(box.username or ""), unquote(box.password or ""))
        server.select(box.path.strip("/") or "INBOX")
        _answer, (found,) = server.search(None, "UNSEEN")
        for number in (found or b"").split()[:AT_ONCE]:
            _answer, parts = server.fetch(number, "(BODY.PEEK[])")
            yield next(part[1] for part in parts if isinstance(part, tuple))
            server.store(number, "+FLAGS", r"(\Seen)")
