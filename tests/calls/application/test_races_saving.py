"""Two colleagues save the same section at the same moment: with the lock nothing gets lost, without it one word does."""

import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections

from calls.application.writing import Stale, save_section
from calls.models import Application, SectionAnswer
from tests.factories import calls as make
from tests.factories.ground import member
from tests.patience import LONGEST

pytestmark = pytest.mark.django_db(transaction=True)


def race(draft, people, values):
    """Each person saves at once; gives what came of it, sorted."""

    def save(person, typed):
        try:
            save_section(
                application=draft,
                section="behoefte",
                values=typed,
                version=1,
                by=person,
                at=make.AT,
                page=f"page of {person.pk}",
                autosave=True,
            )
        except Stale:
            return "stale"
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(save, people, values))


@pytest.fixture
def draft():
    draft = make.application()
    save_section(
        application=draft, section="behoefte", values={"probleem": "Eerst"}, version=0, by=draft.created_by, at=make.AT
    )
    return draft


@pytest.fixture
def people(draft):
    return [member(draft.organisation), member(draft.organisation)]


def test_different_answers_at_once_are_both_kept(draft, people):
    assert race(draft, people, [{"vandaag": "Van haar"}, {"gebruikers": "Van hem"}]) == ["saved", "saved"]
    saved = SectionAnswer.objects.get()
    assert saved.values == {"probleem": "Eerst", "vandaag": "Van haar", "gebruikers": "Van hem"}
    assert saved.version == 3


def test_the_same_answer_at_once_is_saved_by_one_and_stale_for_the_other(draft, people):
    assert race(draft, people, [{"probleem": "Van haar"}, {"probleem": "Van hem"}]) == ["saved", "stale"]


def test_without_the_lock_one_of_both_answers_is_lost(draft, people):
    """Negative control: both read the same version before the first writes."""
    both_have_read = threading.Barrier(2)

    def unlocked(instance, *_related):
        return Application.objects.get(pk=instance.pk)

    written = SectionAnswer.write

    def write(self, *args, **kwargs):
        both_have_read.wait(timeout=LONGEST)
        return written(self, *args, **kwargs)

    with mock.patch("calls.application.writing.locked", unlocked), mock.patch.object(SectionAnswer, "write", write):
        assert race(draft, people, [{"vandaag": "Van haar"}, {"gebruikers": "Van hem"}]) == ["saved", "saved"]
    assert len(SectionAnswer.objects.get().values) == 2
