"""Beginning, saving, attaching, moving and withdrawing."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from calls.application.writing import (
    MAX_ATTACHMENTS,
    Stale,
    amend_application,
    attach_file,
    move_to_round,
    next_round,
    remove_file,
    save_section,
    start_application,
    withdraw_application,
)
from calls.enums import ApplicationStatus as Status
from calls.models import Application, SectionAnswer
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level, OrganisationType
from tests.factories import calls as make
from tests.factories.ground import member, organisation
from tests.files import PNG, png

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db


def begin(by, of, **fields):
    call = make.call()
    return start_application(
        **({"round": call.rounds.get(number=2), "organisation": of, "title": "Licht", "by": by, "at": AT} | fields)
    )


@pytest.mark.parametrize("level", [Level.EDITOR, Level.MANAGER])
def test_start_gives_a_reference_and_the_questions_of_the_call(level):
    of = organisation()
    draft = begin(member(of, level), of)
    assert (draft.ref, draft.status) == ("A-2026-0001", Status.DRAFT)
    assert draft.form == draft.call.form


def test_start_as_a_viewer_is_not_permitted():
    of = organisation()
    with pytest.raises(NotPermitted):
        begin(member(of, Level.VIEWER), of)


def test_start_for_another_organisation_is_not_permitted():
    with pytest.raises(NotPermitted):
        begin(member(), organisation())


def test_start_for_an_enterprise_is_refused():
    of = organisation(type=OrganisationType.ENTERPRISE)
    with pytest.raises(Refused, match="Alleen publieke organisaties"):
        begin(member(of), of)


def test_start_in_a_round_that_closed_is_refused():
    of = organisation()
    with pytest.raises(Refused, match=r"sloot op 31 jan 2026 om 10\.00 uur \(Brussel\)"):
        begin(member(of), of, round=make.call().rounds.get(number=1))


def test_start_twice_in_a_minute_gives_the_same_draft():
    of = organisation()
    by, at = member(of), make.call().rounds.get(number=2)
    first = begin(by, of, round=at)
    again = begin(by, of, round=at, at=AT + dt.timedelta(seconds=20))
    later = begin(by, of, round=at, at=AT + dt.timedelta(minutes=2))
    assert (again.pk, later.pk == first.pk, Application.objects.count()) == (first.pk, False, 2)


def save(draft, by, *, version=0, page="", autosave=False, section="behoefte", **values):
    return save_section(
        application=draft, section=section, values=values, version=version, by=by, at=AT, page=page, autosave=autosave
    )


@pytest.fixture
def writer(editor):
    return editor


def test_save_keeps_an_unfinished_answer_and_who_and_when(draft, editor):
    saved = save(draft, editor, probleem="Kort")
    assert (saved.values, saved.version, saved.updated_by, saved.updated_at) == ({"probleem": "Kort"}, 1, editor, AT)


def test_save_keeps_what_is_no_amount_as_it_was_typed(draft, editor):
    save(draft, editor, section="middelen", raming="ongeveer 5000")
    assert SectionAnswer.objects.get().values == {"raming": "ongeveer 5000"}


def test_save_ignores_questions_that_do_not_exist(draft, editor):
    assert save(draft, editor, probleem="x", verzonnen="y").values == {"probleem": "x"}


def test_save_of_a_stale_section_is_refused_and_overwrites_nothing(draft, editor):
    colleague = member(draft.organisation)
    save(draft, colleague, probleem="Van mijn collega")
    with pytest.raises(Stale) as stale:
        save(draft, editor, probleem="Van mij")
    assert stale.value.current.values == {"probleem": "Van mijn collega"}
    assert SectionAnswer.objects.get().values == {"probleem": "Van mijn collega"}


def test_save_of_the_same_text_is_no_conflict(draft, editor):
    save(draft, member(draft.organisation), probleem="Zelfde")
    assert save(draft, editor, probleem="Zelfde").version == 1


def test_save_may_go_on_from_the_autosaves_of_its_own_page(draft, editor):
    save(draft, editor, page="p1", autosave=True, probleem="a")
    save(draft, editor, page="p1", autosave=True, probleem="ab")  # the answer to the first got lost
    assert save(draft, editor, page="p1", probleem="abc").values == {"probleem": "abc"}


def test_autosave_that_arrives_after_the_button_is_stale(draft, editor):
    save(draft, editor, page="p1", autosave=True, probleem="a")
    save(draft, editor, page="p1", probleem="abc")
    with pytest.raises(Stale):
        save(draft, editor, page="p1", autosave=True, probleem="ab")
    assert SectionAnswer.objects.get().values == {"probleem": "abc"}


def test_save_of_another_answer_than_a_colleague_changed_keeps_both(draft, editor):
    save(draft, member(draft.organisation), probleem="Van mijn collega")
    assert save(draft, editor, vandaag="Van mij").values == {"probleem": "Van mijn collega", "vandaag": "Van mij"}


def test_save_of_an_untouched_answer_does_not_undo_a_colleague(draft, editor):
    save(draft, editor, probleem="Eerst", vandaag="Eerst")
    save(draft, member(draft.organisation), version=1, probleem="Van mijn collega")
    saved = save(draft, editor, version=1, probleem="Eerst", vandaag="Van mij")
    assert saved.values == {"probleem": "Van mijn collega", "vandaag": "Van mij"}


def test_stale_names_only_the_answers_that_both_changed(draft, editor):
    save(draft, editor, probleem="Eerst", vandaag="Eerst")
    save(draft, member(draft.organisation), version=1, probleem="Van mijn collega", vandaag="Van mijn collega")
    with pytest.raises(Stale) as stale:
        save(draft, editor, version=1, probleem="Van mij", vandaag="Eerst")
    assert stale.value.fields == ["probleem"]


def test_save_after_a_colleague_changed_what_this_page_saved_is_stale(draft, editor):
    save(draft, editor, page="p1", autosave=True, probleem="a")
    save(draft, member(draft.organisation), version=1, page="p2", autosave=True, probleem="van haar")
    with pytest.raises(Stale):
        save(draft, editor, page="p1", autosave=True, probleem="ab")


def test_save_marks_who_changed_which_answer(draft, editor):
    saved = save(draft, editor, page="p1", autosave=True, probleem="a")
    assert saved.marks == {"probleem": [1, "p1", editor.pk]}
    assert save(draft, editor, page="p1", probleem="a").marks == {"probleem": [1, "", editor.pk]}


def test_save_by_a_viewer_or_stranger_is_not_permitted(draft):
    for stranger in (member(draft.organisation, Level.VIEWER), member()):
        with pytest.raises(NotPermitted):
            save(draft, stranger, probleem="x")


def test_save_of_a_submitted_application_is_refused():
    by = member()
    done = make.submitted(by=by, of=by.organisations.get())
    with pytest.raises(Refused, match="kan niet meer worden gewijzigd: de stand is intussen “Ingediend”"):
        save(done, by, version=1, probleem="Anders")


def test_amend_changes_title(draft, editor):
    assert (
        amend_application(application=draft, title=" Beter ", theme=None, policy_domain=None, by=editor, at=AT).title
        == "Beter"
    )


def test_attach_and_remove(draft, editor):
    document = attach_file(application=draft, upload=png(), by=editor, at=AT)
    assert [d.pk for d in Document.objects.of(draft)] == [document.pk]
    remove_file(application=draft, document=document, by=editor, at=AT)
    assert list(Document.objects.of(draft)) == []
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "attachment_added",
        "attachment_removed",
    ]


def test_attach_of_a_disguised_file_is_refused(draft, editor):
    with pytest.raises(Refused, match="De inhoud is geen PDF"):
        attach_file(application=draft, upload=SimpleUploadedFile("plan.pdf", PNG), by=editor, at=AT)


def test_attach_of_one_too_many_is_refused(draft, editor, monkeypatch):
    monkeypatch.setattr("calls.application.writing.MAX_ATTACHMENTS", 1)
    attach_file(application=draft, upload=png(), by=editor, at=AT)
    with pytest.raises(Refused, match="hoogstens 1 bijlagen"):
        attach_file(application=draft, upload=png("twee.png"), by=editor, at=AT)
    assert MAX_ATTACHMENTS == 20


def test_remove_of_another_dossiers_file_is_refused(draft, editor):
    other = make.application()
    document = attach_file(application=other, upload=png(), by=other.created_by, at=AT)
    with pytest.raises(Refused, match="geen bijlage van deze aanvraag"):
        remove_file(application=draft, document=document, by=editor, at=AT)


def test_move_takes_a_late_draft_to_the_next_round(draft, editor):
    save(draft, editor, probleem="Blijft")
    late = AT + 25 * DAY
    target = next_round(draft, late)
    moved = move_to_round(application=draft, round=target, by=editor, at=late)
    assert (moved.round.number, moved.answers.get().values) == (3, {"probleem": "Blijft"})


def test_move_to_a_closed_round_is_refused(draft, editor):
    with pytest.raises(Refused, match="De indiendatum sloot op"):
        move_to_round(application=draft, round=draft.call.rounds.get(number=1), by=editor, at=AT)


def test_move_to_a_round_that_is_not_published_is_refused(draft, editor):
    hidden = make.call(published=False).rounds.get(number=3)
    with pytest.raises(Refused, match="nog niet bekendgemaakt"):
        move_to_round(application=draft, round=hidden, by=editor, at=AT)


def test_withdraw_keeps_who_when_and_why_and_tells_the_managers():
    by = member()
    done = make.submitted(by=by, of=by.organisations.get())
    withdraw_application(application=done, by=by, at=AT + DAY, reason="Andere prioriteiten")
    saved = Application.objects.get()
    assert (saved.status, saved.withdrawn_at, saved.withdrawn_by, saved.withdrawal_reason) == (
        Status.WITHDRAWN,
        AT + DAY,
        by,
        "Andere prioriteiten",
    )
    assert saved.submitted_at == AT
    assert SentMail.objects.filter(kind="application_withdrawn").count() == 1


def test_withdraw_by_an_editor_is_not_permitted():
    done = make.submitted()
    with pytest.raises(NotPermitted):
        withdraw_application(application=done, by=member(done.organisation, Level.EDITOR), at=AT, reason="x")


def test_withdraw_of_a_draft_is_refused(draft):
    with pytest.raises(Refused, match="Dit kan niet meer"):
        withdraw_application(application=draft, by=member(draft.organisation), at=AT, reason="x")
