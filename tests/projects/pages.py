"""What the tests of pages share."""

from http import HTTPStatus


def text(answer) -> str:
    """The page, with one space wherever its template has a line break."""
    return " ".join(answer.content.decode().split())


def refusal(answer) -> str:
    """The page of a form that was not valid, or whose change was refused: with what was typed, and why."""
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    return text(answer)
