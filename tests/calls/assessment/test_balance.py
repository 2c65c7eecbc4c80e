"""Work is divided as evenly as what is forbidden allows, and the same way each time."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from calls.assessment.balance import divide

PEOPLE = st.integers(1, 6)


def loads_after(division, pool, before):
    return [before.get(person, 0) + sum(person in chosen for chosen in division.values()) for person in pool]


def test_the_least_loaded_comes_first():
    assert divide({10: 1}, [1, 2, 3], loads={1: 2, 2: 0, 3: 1}) == {10: [2]}


def test_equal_loads_go_by_the_order_of_the_pool():
    assert divide({10: 2, 11: 2, 12: 2}, [3, 1, 2], loads={}) == {10: [3, 1], 11: [3, 2], 12: [1, 2]}


def test_nobody_gets_what_is_barred():
    assert divide({10: 1, 11: 1}, [1, 2], loads={}, barred=[(10, 1), (11, 1)]) == {10: [2], 11: [2]}


def test_too_few_people_get_what_there_is():
    assert divide({10: 3}, [1, 2], loads={}, barred=[(10, 2)]) == {10: [1]}


def test_work_moves_along_a_chain_when_the_first_choice_was_unlucky():
    """1 may have anything, 2 only job 11, 3 only job 12: whoever comes first, each ends with one."""
    barred = [(10, 2), (10, 3), (11, 3), (12, 2)]
    division = divide({10: 1, 11: 1, 12: 1}, [1, 2, 3], loads={}, barred=barred)

    assert division == {10: [1], 11: [2], 12: [3]}


def test_a_job_that_needs_nobody_gets_nobody():
    assert divide({10: 0}, [1], loads={}) == {10: []}


@given(jobs=st.dictionaries(st.integers(100, 140), st.integers(0, 4), max_size=30), people=PEOPLE)
def test_without_conflicts_loads_differ_by_at_most_one(jobs, people):
    pool = list(range(people))
    division = divide(jobs, pool, loads={})
    loads = loads_after(division, pool, {})

    assert max(loads) - min(loads) <= 1
    assert {job: len(chosen) for job, chosen in division.items()} == {job: min(n, people) for job, n in jobs.items()}
    assert all(len(set(chosen)) == len(chosen) for chosen in division.values())
    assert division == divide(dict(reversed(jobs.items())), pool, loads={})


@settings(max_examples=150)
@given(
    needs=st.lists(st.integers(1, 2), min_size=1, max_size=4),
    before=st.lists(st.integers(0, 3), min_size=1, max_size=4),
    data=st.data(),
)
def test_with_conflicts_no_other_division_is_more_even(needs, before, data):
    """Compared with every division there is: the sum of squares is the least when loads are as even as they can be."""
    jobs, pool = {100 + at: n for at, n in enumerate(needs)}, list(range(len(before)))
    barred = data.draw(st.sets(st.sampled_from(list(product(jobs, pool)))))
    loads = dict(enumerate(before))
    division = divide(jobs, pool, loads=loads, barred=barred)

    assert all((job, person) not in barred for job, chosen in division.items() for person in chosen)
    free = {job: [p for p in pool if (job, p) not in barred] for job in jobs}
    ways = [list(combinations(free[job], min(n, len(free[job])))) for job, n in jobs.items()]
    most_even = min(
        sum(load**2 for load in loads_after(dict(zip(jobs, way, strict=True)), pool, loads)) for way in product(*ways)
    )
    assert sum(load**2 for load in loads_after(division, pool, loads)) == most_even
