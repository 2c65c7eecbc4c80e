"""What this app tells the shared parts of the portal when it loads: sentences, mails, menus, blocks and signals.

A module per part of the work; each has one `register`.
"""


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    from calls.portal import after, applicant, bulk, deciding, desk, files, forms, letters, time, together

    for part in (applicant, desk, after, bulk, deciding, letters, files, forms, together, time):
        part.register()
