"""The extension that set the closing moment of an application, and its sentence."""

import pytest

from calls.application.closing import extension_of, frozen, sentence
from calls.deadline.extension import extend_application, extend_round
from calls.models import Application, Extension
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import user

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db


def own_time(application, days):
    until = application.round.closes_at + days * DAY
    return extend_application(application=application, until=until, reason="Ziekte", by=user(Role.STAFF), at=AT)


def whole_round(application, days, reason="Storing"):
    until = application.round.closes_at + days * DAY
    return extend_round(round=application.round, until=until, reason=reason, by=user(Role.LEAD), at=AT)


def again(application):
    return Application.objects.get(pk=application.pk)


def test_without_an_extension_there_is_none(draft):
    assert extension_of(draft) is None
    assert (frozen(None), sentence(None)) == (None, "")


def test_the_latest_end_holds_whoever_got_it(draft):
    other = make.application(within=draft.call)
    own_time(other, 5)
    ours = whole_round(draft, 2)
    assert extension_of(again(draft)) == ours

    mine = own_time(again(draft), 3)
    assert extension_of(again(draft)) == mine
    assert extension_of(again(other)).application == other


def test_of_two_with_the_same_end_the_last_one_holds(draft):
    first = own_time(draft, 2)
    second = whole_round(again(draft), 2, reason="Ook een storing.")

    assert (first.until, extension_of(again(draft))) == (second.until, second)


def test_a_draft_without_a_round_has_no_extension(draft):
    draft.round = None
    assert extension_of(draft) is None


@pytest.mark.parametrize(
    ("reason", "said"), [("Storing", "Storing."), ("Storing.", "Storing."), ("Echt!", "Echt!"), ("Ja?", "Ja?")]
)
def test_the_sentence_is_the_same_of_the_row_and_of_its_frozen_copy(reason, said):
    extension = Extension(until=AT, reason=reason)
    expected = f"Verlengd tot 2 mrt 2026 om 10.00 uur (Brussel) door PIO, reden: {said}"

    assert sentence(extension) == expected
    assert sentence(frozen(extension)) == expected
