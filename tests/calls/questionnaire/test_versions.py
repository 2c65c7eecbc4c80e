"""The versions of a form: copied, written, published, discarded; and drafts that go on with a newer one."""

import copy
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from calls.application.newer_questions import carry_to_form
from calls.application.writing import save_section
from calls.call.workflow import default_questionnaire
from calls.enums import ApplicationStatus as Status
from calls.enums import FormStatus
from calls.models import Application, Questionnaire
from calls.questionnaire import editing
from calls.questionnaire import versions as workflow
from calls.questionnaire.versions import StaleForm, discard_draft, publish_form, save_definition, start_version
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from tests.factories import calls as make
from tests.factories import questionnaires as forms
from tests.factories.ground import member, user
from tests.patience import LONGEST

AT = make.AT
pytestmark = pytest.mark.django_db


def with_label(form, label):
    question = {**editing.item_at(form.definition, "contact.email"), "label": label}
    return editing.put_question(form.definition, "contact", question, "email")[0]


def test_a_new_version_is_a_copy_with_the_next_number():
    source, staff = default_questionnaire(), user(Role.STAFF)
    made = start_version(source=source, by=staff, at=AT)
    assert (made.name, made.number, made.status) == (source.name, 2, FormStatus.DRAFT)
    assert (made.definition, made.based_on, made.created_by) == (source.definition, source, staff)


def test_another_name_begins_a_form_of_its_own():
    made = start_version(source=default_questionnaire(), name="  Oproep   energie ", by=user(Role.LEAD), at=AT)
    assert (made.name, made.number) == ("Oproep energie", 1)
    with pytest.raises(Refused, match="al een vragenlijst met deze naam") as refused:
        start_version(source=default_questionnaire(), name="oproep energie", by=user(Role.LEAD), at=AT)
    assert refused.value.field == "name"


def test_one_draft_of_a_form_at_a_time():
    forms.draft()
    with pytest.raises(Refused, match="Versie 2 van deze vragenlijst is al in opmaak"):
        forms.draft()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.ADMINISTRATOR, Role.COMMUNICATION])
def test_forms_are_written_by_the_team_only(role):
    made = forms.draft()
    for verb, more in (
        (start_version, {"source": made}),
        (save_definition, {"form": made, "data": made.definition, "version": 0}),
        (discard_draft, {"form": made}),
    ):
        with pytest.raises(NotPermitted):
            verb(by=user(role), at=AT, **more)


def test_save_keeps_the_questions_and_says_who():
    made, staff = forms.draft(), user(Role.STAFF)
    saved = save_definition(form=made, data=with_label(made, "E-mail?"), version=0, by=staff, at=AT)
    assert editing.item_at(saved.definition, "contact.email")["label"] == "E-mail?"
    assert (saved.version, saved.changed_by, saved.changed_at) == (1, staff, AT)


def test_the_second_editor_gets_a_conflict_and_nothing_is_overwritten():
    made = forms.draft()
    save_definition(form=made, data=with_label(made, "Eerst"), version=0, by=user(Role.STAFF), at=AT)
    with pytest.raises(StaleForm, match="Er is niets overschreven") as stale:
        save_definition(form=made, data=with_label(made, "Later"), version=0, by=user(Role.STAFF), at=AT)
    made = Questionnaire.objects.get(pk=made.pk)
    assert editing.item_at(made.definition, "contact.email")["label"] == "Eerst"
    assert stale.value.current.definition == made.definition
    assert made.history.count() == 2


def test_save_of_what_is_no_form_is_refused():
    made = forms.draft()
    broken = copy.deepcopy(made.definition)
    broken["sections"][0]["fields"][0]["kind"] = "foto"
    with pytest.raises(Refused, match="de soort “foto” bestaat niet"):
        save_definition(form=made, data=broken, version=0, by=user(Role.STAFF), at=AT)


def test_publishing_is_for_the_lead_and_shows_it_to_calls():
    made, lead = forms.draft(), user(Role.LEAD)
    with pytest.raises(NotPermitted):
        publish_form(form=made, by=user(Role.STAFF), at=AT)
    done = publish_form(form=made, by=lead, at=AT)
    assert (done.status, done.published_at, done.published_by) == (FormStatus.PUBLISHED, AT, lead)
    assert timeline(done)[0].sentence == f"{lead.name} publiceerde deze versie."


def test_an_empty_section_or_no_section_keeps_it_from_being_published():
    made = forms.draft()
    data, _key = editing.put_section(made.definition, {"title": "Leeg"})
    made = save_definition(form=made, data=data, version=0, by=user(Role.STAFF), at=AT)
    with pytest.raises(Refused, match="Het onderdeel “Leeg” heeft nog geen vragen"):
        publish_form(form=made, by=user(Role.LEAD), at=AT)
    made = save_definition(form=made, data={"sections": []}, version=1, by=user(Role.STAFF), at=AT)
    with pytest.raises(Refused, match="nog geen onderdelen"):
        publish_form(form=made, by=user(Role.LEAD), at=AT)


def test_a_published_version_is_not_saved_and_not_discarded():
    done = forms.published()
    with pytest.raises(Refused, match="verandert niet meer"):
        save_definition(form=done, data=with_label(done, "Toch"), version=0, by=user(Role.LEAD), at=AT)
    with pytest.raises(Refused, match="blijft bewaard"):
        discard_draft(form=done, by=user(Role.LEAD), at=AT)


@pytest.mark.parametrize("change", ["definition = '{}'", "status = 'draft', published_at = NULL"])
def test_a_published_version_does_not_change_by_raw_sql_either(change):
    done = forms.published()
    with (
        pytest.raises(ProgrammingError, match="Cannot update rows from calls_questionnaire"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE calls_questionnaire SET {change} WHERE id = %s", [done.pk])  # noqa: S608 - ours
    assert Questionnaire.objects.get(pk=done.pk).definition == done.definition


def test_discard_throws_the_draft_away_and_leaves_its_source():
    source = default_questionnaire()
    discard_draft(form=forms.draft(of=source), by=user(Role.STAFF), at=AT)
    assert list(Questionnaire.objects.all()) == [source]
    assert "gooide versie 2 weg" in timeline(source)[0].sentence


# Two editors in the same moment


def race(made):
    staff = [user(Role.STAFF), user(Role.STAFF)]

    def save(number):
        try:
            save_definition(form=made, data=with_label(made, f"Van {number}"), version=0, by=staff[number], at=AT)
        except StaleForm:
            return "stale"
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(save, range(2)))


@pytest.mark.django_db(transaction=True)
def test_saving_at_once_saves_one():
    assert race(forms.draft()) == ["saved", "stale"]


@pytest.mark.django_db(transaction=True)
def test_saving_at_once_needs_the_lock():
    """Negative control: without the lock both read before the first one writes, and one overwrites the other."""
    made = forms.draft()
    both_have_read = threading.Barrier(2)

    def unlocked(instance):
        row = type(instance).objects.get(pk=instance.pk)
        both_have_read.wait(timeout=LONGEST)
        return row

    with mock.patch.object(workflow, "locked", unlocked):
        assert race(made) == ["saved", "saved"]


# Going on with a newer version


def answers(application):
    return {row.section: row.values for row in application.answers.all()}


def test_an_application_keeps_the_version_it_was_begun_with(ready):
    was = ready.form
    newer = forms.ask_newer(ready.call)
    ready = Application.objects.get(pk=ready.pk)
    assert (ready.form, ready.call.form) == (was, newer)
    assert make.application(within=ready.call).form == newer


def test_carry_takes_the_answers_along_and_keeps_what_is_no_longer_asked(ready, manager):
    values = {**make.COMPLETE["contact"], "telefoon": "02 123 45 67"}
    save_section(application=ready, section="contact", values=values, version=1, by=manager, at=AT)
    newer, before = forms.ask_newer(ready.call), answers(ready)

    carried = carry_to_form(application=ready, by=manager, at=AT)

    assert (carried.form, answers(carried)) == (newer, before)
    assert timeline(carried, public_only=True)[0].sentence == (
        f"{manager.name} nam de nieuwe vragen over (versie {newer.number} van het formulier)."
    )


def test_carry_brings_an_answer_to_its_question_elsewhere(ready, manager):
    data = copy.deepcopy(ready.form.definition)
    question = data["sections"][0]["fields"].pop(0)
    data["sections"][1]["fields"].append(question)
    newer = forms.published(of=ready.form, data=data)
    type(ready.call).objects.filter(pk=ready.call_id).update(form=newer)
    version = ready.answers.get(section="behoefte").version

    carry_to_form(application=Application.objects.get(pk=ready.pk), by=manager, at=AT)

    row = ready.answers.get(section="behoefte")
    assert (row.values["projectleider"], row.version) == ("Karel Maes", version + 1)


def test_carry_is_for_drafts_with_an_older_version(ready, manager):
    with pytest.raises(Refused, match="heeft al de nieuwste vragen"):
        carry_to_form(application=ready, by=manager, at=AT)
    forms.ask_newer(ready.call)
    with pytest.raises(NotPermitted):
        carry_to_form(application=ready, by=member(), at=AT)
    make.in_state(ready, Status.SUBMITTED)
    with pytest.raises(Refused, match="Alleen een ontwerp kan naar"):
        carry_to_form(application=ready, by=manager, at=AT)
