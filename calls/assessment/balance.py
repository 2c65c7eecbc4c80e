"""Dividing work evenly: a pure function over counts, with the same result for the same input.

Each job goes to the least loaded people that may have it. Then work moves along chains from people with much to people
with little, until nobody can hand over work to someone with at least two pieces less. After that the loads differ by at
most one, unless the barred pairs leave no other way.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

Division = dict[int, list[int]]


def divide(
    jobs: Mapping[int, int], pool: Sequence[int], *, loads: Mapping[int, int], barred: Iterable[tuple[int, int]] = ()
) -> Division:
    """Who gets which job: `jobs` says how many people each needs, `loads` how much everybody in the pool has already.

    Nobody gets a job twice, and never one of the `barred` pairs (job, person). A job for which there are too few people
    gets those that there are.
    """
    people = list(dict.fromkeys(pool))
    never = set(barred)
    load = {person: loads.get(person, 0) for person in people}
    place = {person: at for at, person in enumerate(people)}
    given: Division = {}
    # The jobs with the fewest possible people first, else other jobs take those.
    free = {job: [person for person in people if (job, person) not in never] for job in jobs}
    for job in sorted(jobs, key=lambda job: (len(free[job]) - jobs[job], job)):
        chosen = sorted(free[job], key=lambda person: (load[person], place[person]))[: jobs[job]]
        for person in chosen:
            load[person] += 1
        given[job] = chosen
    while _hand_over(given, people, load, free):
        pass
    return {job: sorted(given[job], key=place.__getitem__) for job in jobs}


def _hand_over(given: Division, people: list[int], load: dict[int, int], free: dict[int, list[int]]) -> bool:
    """Move one piece of work along the shortest chain to someone with at least two pieces less. False: there is none."""
    steps = _possible_steps(given, free)
    for giver in sorted(people, key=lambda person: -load[person]):
        light = {person for person in people if load[person] <= load[giver] - 2}
        chain = _chain(giver, steps, light)
        if chain:
            for job, from_person, to_person in chain:
                given[job][given[job].index(from_person)] = to_person
            load[giver] -= 1
            load[chain[-1][2]] += 1
            return True
    return False


def _possible_steps(given: Division, free: dict[int, list[int]]) -> dict[int, dict[int, int]]:
    """Who can hand over to whom, with one job that makes it possible."""
    steps: dict[int, dict[int, int]] = {}
    for job, chosen in given.items():
        for person in chosen:
            for other in free[job]:
                if other not in chosen:
                    steps.setdefault(person, {}).setdefault(other, job)
    return steps


def _chain(giver: int, steps: dict[int, dict[int, int]], light: set[int]) -> list[tuple[int, int, int]]:
    """The shortest chain of (job, from, to) from the giver to someone who is light, or nothing.

    Its jobs are all different: two steps with one job would be one shorter step.
    """
    came: dict[int, tuple[int, int]] = {}
    queue = deque([giver])
    while queue:
        person = queue.popleft()
        if person in light:
            return _walked(person, giver, came)
        for other, job in steps.get(person, {}).items():
            if other != giver and other not in came:
                came[other] = (person, job)
                queue.append(other)
    return []


def _walked(end: int, giver: int, came: dict[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    chain: list[tuple[int, int, int]] = []
    while end != giver:
        start, job = came[end]
        chain.append((job, start, end))
        end = start
    return chain[::-1]
