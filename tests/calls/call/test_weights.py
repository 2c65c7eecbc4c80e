"""The weights of criteria in whole percents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call.date_line import percents


@pytest.mark.parametrize(
    ("weights", "shown"),
    [
        ([30, 25, 25, 20], [30, 25, 25, 20]),
        ([1, 1, 1], [34, 33, 33]),
        ([1, 2, 4], [14, 29, 57]),
        ([3], [100]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_percents_of_weights(weights, shown):
    assert percents(weights) == shown


@given(st.lists(st.integers(min_value=1, max_value=100), min_size=1, max_size=12))
def test_percents_are_a_hundred_together_and_less_than_one_from_the_share(weights):
    shown = percents(weights)
    assert sum(shown) == 100
    assert all(abs(each - 100 * weight / sum(weights)) < 1 for each, weight in zip(shown, weights, strict=True))
