"""Who may read a document: whoever may see what it belongs to. Internal ones are for PIO only."""

from typing import Protocol, runtime_checkable

import rules

from pio_portal.accounts.rules import is_pio
from pio_portal.documents.models import Document


@runtime_checkable
class SaysWhoReads(Protocol):
    """An owner of documents that answers for each of them who may read it."""

    def permission_to_read(self, document: Document) -> str:
        """The permission to ask about the owner; empty for nobody."""
        ...


@rules.predicate
def may_see_owner(user, document) -> bool:
    """Asks the owner's own permission, so that this app needs no import of the owner's.

    What was taken out is for nobody, unless the owner itself says who may still read it.
    """
    if document is None or document.owner is None:
        return False
    permission = permission_of(document)
    return bool(permission) and user.has_perm(permission, document.owner)


def permission_of(document) -> str:
    """The owner's word for who may read this document of it, else whoever may see the owner; empty for nobody."""
    meta = document.owner._meta
    if isinstance(document.owner, SaysWhoReads):
        return document.owner.permission_to_read(document)
    return f"{meta.app_label}.view_{meta.model_name}" if document.removed_at is None else ""


@rules.predicate
def is_public(_user, document) -> bool:
    """Published on purpose: needs no log-in."""
    return document is not None and document.public and document.removed_at is None


@rules.predicate
def is_internal(_user, document) -> bool:
    """Kept inside PIO, whoever may see the owner."""
    return document is not None and document.internal


@rules.predicate
def is_open(_user, document) -> bool:
    """Not waiting for the virus scanner, and without a virus: such a file is closed to everybody."""
    return document is not None and document.is_open


rules.add_perm("documents.view_document", is_open & (is_public | (may_see_owner & (~is_internal | is_pio))))
