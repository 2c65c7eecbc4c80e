"""Addresses that the tests of several subjects ask."""


def at(application, page: str = "") -> str:
    """The address of a page of an application, for its applicant."""
    return f"/mijn/aanvragen/{application.ref}/{page}"
