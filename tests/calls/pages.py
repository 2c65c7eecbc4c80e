"""Addresses that the tests of several subjects ask."""


def at(application, page: str = "") -> str:
    """The address of a page of an application, for its applicant."""
    return f"/mijn/aanvragen/{application.ref}/{page}"


def page_of(round_, page="") -> str:
    """The page on which the decisions of a round are read over, or one below it."""
    return f"/beheer/oproepen/{round_.call.code}/indiendata/{round_.number}/beslissingen/{page}"
