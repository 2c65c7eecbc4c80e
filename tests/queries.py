"""How many queries a page needs: as many for thirty rows as for one, and no more than it may cost."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def steady(client, *urls: str, at_most: int) -> Iterator[None]:
    """Hold pages to what they ask now, while the block adds rows; none may ask more than `at_most`.

    What holds is that the number does not grow. `at_most` stands a little above the number of today, so that a query
    with a reason needs no change here, and a page that slowly asks more and more does.
    """
    with steady_each(client, dict.fromkeys(urls, at_most)):
        yield


@contextmanager
def steady_each(client, ceilings: dict[str, int]) -> Iterator[None]:
    """The same for many pages that the block adds to at once, each with a ceiling of its own."""
    before = {url: queries_of(client, url) for url in ceilings}
    added = Insertions()
    with connection.execute_wrapper(added):
        yield
    assert added.number > 0, "the block added no rows, so nothing could grow"
    assert {url: queries_of(client, url) for url in ceilings} == before
    above = [f"{url}: {asked}, more than {ceilings[url]}" for url, asked in before.items() if asked > ceilings[url]]
    assert not above, above


def queries_of(client, url: str) -> int:
    """The queries of one GET that answers 200, after a first one that fills what the process keeps."""
    assert client.get(url).status_code == 200
    ContentType.objects.get_for_models(*apps.get_models())  # which a process keeps once it met them
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(captured)


class Insertions:
    """Counts the statements that add rows."""

    number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += sql.startswith("INSERT")
        return execute(sql, params, many, context)
