"""How long phases last, with those that still run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.tempo.survival import Curve, Stay, Wait, after_each_other

# Times to relapse on 6-mercaptopurine (Freireich and others, 1963): the example that every textbook works out.
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_THERE = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TEXTBOOK = [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)]


def curve(ended, there=()):
    return Curve([Stay(days, ended=True) for days in ended] + [Stay(days, ended=False) for days in there])


def test_the_curve_is_that_of_the_textbook():
    found = curve(ENDED, STILL_THERE)
    assert [(day, round(left, 3)) for day, left in zip(found.steps, found.left, strict=True)] == TEXTBOOK
    assert (found.median(), found.ended) == (23, 9)
    assert found.share_after(5) == 1
    assert round(found.share_after(9), 3) == 0.807


lists = st.lists(st.integers(0, 400), max_size=30)


@given(ended=lists, there=lists)
def test_a_curve_falls_from_one_and_its_rest_never_exceeds_it(ended, there):
    found = curve(ended, there)
    assert all(0 <= after <= before + 1e-9 for before, after in zip([1, *found.left], found.left, strict=False))
    for since in (0, 30, 200):
        rest = found.rest(since)
        assert all(weeks >= 0 and share >= -1e-9 for weeks, share in rest.items())
        assert sum(rest.values()) <= 1 + 1e-9


@given(ended=st.lists(st.integers(0, 400), min_size=1, max_size=30), day=st.integers(0, 400))
def test_when_all_ended_it_is_the_share_that_took_longer(ended, day):
    found = curve(ended)
    assert found.share_after(day) == pytest.approx(sum(days > day for days in ended) / len(ended))


def test_what_is_left_of_a_stay_counts_only_those_that_lasted_so_long():
    assert curve([7, 14, 70, 84]).rest(14) == {8: 0.5, 10: 0.5}
    assert curve([7, 14]).rest(14) == {}


def test_two_stays_last_as_long_as_both():
    assert after_each_other({1: 0.5, 2: 0.5}, {10: 1.0}) == {11: 0.5, 12: 0.5}


def test_a_wait_says_its_chances_and_what_was_never_seen():
    wait = Wait({2: 0.25, 4: 0.5})  # a quarter took longer than was seen
    assert [wait.chance_within(weeks) for weeks in (1, 2, 3.9, 4, 99)] == [0, 0.25, 0.25, 0.75, 0.75]
    assert [wait.weeks_for(chance) for chance in (0.1, 0.5, 0.9)] == [2, 4, None]
