"""PIO remarks on a tender document in the moment in which its client launches the procurement, or takes it away."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from unittest import mock

import pytest
from django.db import connections, transaction

from pio_portal import change
from pio_portal.change import Refused
from pio_portal.documents import workflow as documents
from projects.document.remarks import write_remark
from projects.document.workflow import remove_document
from projects.enums import Phase
from projects.procurement.workflow import launch_procurement
from tests.factories import projects
from tests.factories.projects import AT, DAY
from tests.patience import LONGEST

pytestmark = pytest.mark.django_db(transaction=True)


def launch(document):
    launch_procurement(procurement=document.procurement, launched_on=DAY, by=None, at=AT)


def remove(document):
    remove_document(document=document, reason="Dubbel", by=None, at=AT)


# Each with what it calls once it saw that no remark is open.
VERBS = {
    "launch": (launch, "projects.procurement.workflow.save_checked", change.save_checked),
    "remove": (remove, "projects.document.workflow.documents.remove", documents.remove),
}
LOCKS = [
    "projects.project.workflow.locked",
    "projects.document.workflow.locked",
    "projects.procurement.workflow.locked",
]


def unlocked(row, *_related):
    return type(row).objects.get(pk=row.pk)


def meanwhile(name, *, held=True) -> str:
    """What comes of the verb when the remark is written already, and is committed while the verb is at work."""
    project = projects.project(phase=Phase.DOCUMENTS)
    document = projects.document(of=project, procurement=project.procurements.get())
    there, (verb, after_counting, real) = threading.Event(), VERBS[name]

    def telling(called):
        return lambda *args, **given: (there.set(), called(*args, **given))[1]

    def work():
        try:
            verb(document)
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return "done"

    with ExitStack() as patched, ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            write_remark(document=document, place="", text="x", by=None, at=AT)
            if held:
                patched.enter_context(mock.patch(LOCKS[0], telling(change.locked)))
            else:
                for lock in LOCKS:
                    patched.enter_context(mock.patch(lock, unlocked))
                patched.enter_context(mock.patch(after_counting, telling(real)))
            working = pool.submit(work)
            assert there.wait(timeout=LONGEST)
        return working.result(timeout=LONGEST)


@pytest.mark.parametrize("name", VERBS)
def test_it_waits_for_the_remark_and_is_refused(name):
    assert "1 opmerking" in meanwhile(name)


@pytest.mark.parametrize("name", VERBS)
def test_it_needs_the_lock(name):
    """Negative control: both pass."""
    assert meanwhile(name, held=False) == "done"
