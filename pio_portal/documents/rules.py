"""Who may read a document: whoever may see what it belongs to. Internal ones are for PIO only."""

import rules

from pio_portal.accounts.rules import is_pio


@rules.predicate
def may_see_owner(user, document) -> bool:
    """Asks the owner's own permission, so that this app needs no import of the owner's.

    What was taken out is for whom the owner lets read that too (`view_removed_…`): it may stand in what was submitted.
    """
    if document is None or document.owner is None:
        return False
    meta = document.owner._meta
    act = "view" if document.removed_at is None else "view_removed"
    return user.has_perm(f"{meta.app_label}.{act}_{meta.model_name}", document.owner)


@rules.predicate
def is_public(_user, document) -> bool:
    """Published on purpose: needs no log-in."""
    return document is not None and document.public and document.removed_at is None


@rules.predicate
def is_internal(_user, document) -> bool:
    """Kept inside PIO, whoever may see the owner."""
    return document is not None and document.internal


rules.add_perm("documents.view_document", is_public | (may_see_owner & (~is_internal | is_pio)))
