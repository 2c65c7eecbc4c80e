import pytest
from django.db import DatabaseError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.sentences import SENTENCES, Sentence
from pio_portal.audit.workflow import record, timeline
from pio_portal.organisations.models import Organisation
from tests.factories.ground import AT, organisation, user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def verbs(monkeypatch):
    monkeypatch.setitem(SENTENCES, "seen", Sentence("seen", "%(by)s bekeek %(what)s.", public=True))
    monkeypatch.setitem(SENTENCES, "noted", Sentence("noted", "%(by)s schreef een notitie."))


def test_timeline_tells_newest_first():
    dossier = organisation()
    record(about=dossier, verb="seen", by=user(name="An"), at=AT, detail={"what": "het plan"})
    record(about=dossier, verb="noted", by=None, at=AT.replace(hour=10))

    assert [line.sentence for line in timeline(dossier)] == ["Het portaal schreef een notitie.", "An bekeek het plan."]


def test_timeline_for_applicants_hides_inner_work_and_names():
    dossier = organisation()
    record(about=dossier, verb="seen", by=user(Role.STAFF, name="An"), at=AT, detail={"what": "het plan"})
    record(about=dossier, verb="noted", by=user(Role.STAFF, name="An"), at=AT)

    assert [line.sentence for line in timeline(dossier, public_only=True)] == ["PIO bekeek het plan."]


def test_timeline_of_one_dossier_holds_nothing_of_another():
    record(about=organisation(), verb="noted", by=None, at=AT)

    assert timeline(organisation()) == []


def test_unknown_verb_is_refused():
    with pytest.raises(KeyError):
        record(about=organisation(), verb="never-heard", by=None, at=AT)


@pytest.mark.parametrize("change", [lambda e: e.update(verb="x"), lambda e: e.delete()])
def test_entries_cannot_be_changed_or_removed(change):
    record(about=organisation(), verb="noted", by=None, at=AT)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        change(Entry.objects.all())

    assert Entry.objects.count() == 1


def test_history_keeps_every_version_of_a_row():
    body = organisation(name="Eerst")
    body.name = "Later"
    body.save()

    assert list(body.history.order_by("pgh_id").values_list("name", flat=True)) == ["Eerst", "Later"]


def test_history_is_kept_for_raw_changes_too():
    body = organisation(name="Eerst")
    Organisation.objects.filter(pk=body.pk).update(name="Stil")

    assert body.history.order_by("pgh_id").last().name == "Stil"


def test_history_cannot_be_edited():
    body = organisation()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        body.history.update(name="Vervalst")
