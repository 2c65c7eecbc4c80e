"""Who may change the standard mails, and send again what did not arrive; who reads a message, and who changes a note: that asks the dossier's permission."""

import rules

from pio_portal.accounts.rules import is_administrator, is_pio
from pio_portal.correspondence.thread_kinds import permission


@rules.predicate
def reads_the_thread(user, message) -> bool:
    """So that the attachments of a message are for whoever may read it."""
    return (
        message is not None
        and message.about is not None
        and user.has_perm(permission("view_messages", message.about), message.about)
    )


@rules.predicate
def discusses(user, note) -> bool:
    return note is not None and note.about is not None and user.has_perm(permission("discuss", note.about), note.about)


@rules.predicate
def wrote_it(user, note) -> bool:
    return note is not None and note.written_by_id == user.pk


rules.add_perm("correspondence.change_mailtemplate", is_pio)
rules.add_perm("correspondence.keep_replies", is_pio)
rules.add_perm("correspondence.follow_mail", is_pio | is_administrator)
rules.add_perm("correspondence.view_message", reads_the_thread)
rules.add_perm("correspondence.change_note", wrote_it & discusses)
