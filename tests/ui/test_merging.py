"""Forms of several writers: a page that comes back after a fault keeps what a colleague wrote meanwhile."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from django import forms
from django.db import connections
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse

from calls.models import Application
from cofinancing.models import Envelope
from outreach.models import Story
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import MailTemplate, StandardReply
from pio_portal.correspondence.workflow.wording import reword_mail
from pio_portal.organisations.enums import Level
from pio_portal.registrations.models import Occasion
from pio_portal.ui.layout import Form
from pio_portal.ui.merging import SEEN, Merging
from projects.enums import Phase, ProcurementStatus
from projects.models import (
    Adopter,
    AgendaPoint,
    ConsultancyOrder,
    Engagement,
    Evaluation,
    PreparationStep,
    Procurement,
    Project,
    ProjectDocument,
    ProposedEngagement,
    Threshold,
)
from tests.factories import assessment, calls, cofinancing, consultations, outreach, projects
from tests.factories.ground import member, user
from tests.pages import client_of, sent_by, text

pytestmark = [pytest.mark.django_db, pytest.mark.moment(calls.AT)]


class PersonForm(Merging, Form):
    """One field of each kind that is compared in its own way."""

    name = forms.CharField(label="Naam")
    text = forms.CharField(label="Tekst", widget=forms.Textarea, required=False)
    day = forms.DateField(label="Dag", required=False)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Eerste"), ("b", "Tweede")])
    many = forms.MultipleChoiceField(label="Meer", choices=[("x", "X"), ("y", "Y")], required=False)
    tick = forms.BooleanField(label="Vinkje", required=False)


def page(**initial):
    """The page as it is drawn, and what a browser sends of it untouched."""
    form = PersonForm(initial=initial)
    data = QueryDict(mutable=True)
    for name in form.fields:
        data.setlist(name, form._now(name))
    data[SEEN] = form.seen_html.partition('value="')[2].removesuffix('">').replace("&quot;", '"')
    return data


BEFORE = {"name": "Nora", "text": "een\ntwee", "day": None, "kind": "a", "many": ["x"], "tick": True}
AFTER = {"name": "Karel", "text": "drie", "day": "2026-03-02", "kind": "b", "many": ["y", "x"], "tick": False}


@pytest.mark.parametrize("name", BEFORE)
def test_field_that_only_a_colleague_changed_has_the_value_of_the_colleague(name):
    data = page(**BEFORE)
    data["text"] = data["text"].replace("\n", "\r\n")  # as browsers send it
    form = PersonForm(data, initial=BEFORE | {name: AFTER[name]})
    assert form.is_valid()
    assert form.others_changed == [form.fields[name].label]
    assert form[name].data == (sorted(AFTER[name], reverse=True) if name == "many" else AFTER[name])


@pytest.mark.parametrize("name", BEFORE)
def test_field_that_nobody_else_changed_is_as_it_was_sent(name):
    data = page(**BEFORE)
    data.setlist(name, PersonForm(initial=AFTER)._now(name))
    form = PersonForm(data, initial=BEFORE)
    assert (form.is_valid(), form.others_changed) == (True, [])
    assert form[name].data == AFTER[name]


def test_field_that_both_changed_is_a_fault_that_says_what_stands_there():
    data = page(**BEFORE)
    data["name"], data["kind"] = "Van mij", "b"
    form = PersonForm(data, initial=BEFORE | {"name": "Van haar", "kind": ""})
    assert form.errors == {
        "name": ["Een collega maakte hier intussen “Van haar” van. Bewaart u opnieuw, dan geldt wat u invulde."],
        "kind": ["Een collega maakte dit intussen leeg. Bewaart u opnieuw, dan geldt wat u invulde."],
    }
    assert form["name"].value() == "Van mij"


def test_form_that_took_nothing_along_is_as_it_was_sent():
    data = page(**BEFORE)
    for seen in ("", "geen json", "[1]"):
        data[SEEN] = seen
        assert PersonForm(data, initial=AFTER).is_valid()


@dataclass(frozen=True)
class Edited:
    """A page on which somebody changes a row, while a colleague changes another field of it."""

    make: Callable[[], Model]
    address: Callable[[Any], str]
    role: Role | None
    theirs: tuple[type[Model], str, Any]  # what the colleague changes: the row of this model, its field, the new value
    shown: tuple[str, str]  # the field on the page, and how the value stands there
    faulty: dict[str, str]
    good: dict[str, str]


def _wording():
    kind = "application_withdrawn"
    return reword_mail(kind=kind, subject="Eerst", body="Eerst", version=0, by=None, at=calls.AT)


def _step():
    made = projects.project(phase=Phase.PREPARATION).steps.first()
    PreparationStep.objects.filter(pk=made.pk).update(started_on=dt.date(2026, 2, 1))
    return PreparationStep.objects.get(pk=made.pk)


def _signed():
    """A contract that was concluded some days before the colleague says when."""
    made = projects.procurement(status=ProcurementStatus.AWARDED)
    Procurement.objects.filter(pk=made.pk).update(contract_on=SIGNED - dt.timedelta(days=5))
    return Procurement.objects.get(pk=made.pk)


def _promised():
    return projects.project(phase=Phase.INTAKE).engagements.first()


def _prepared():
    """A point of an agenda on which the client wrote, with another below it."""
    evaluation = projects.evaluation()
    points = [AgendaPoint(pk=pk, evaluation=evaluation, subject="own", title="x") for pk in (77, 78)]
    for point in points:
        point.prepared, point.prepared_at = "Eerst", calls.AT
    first, _second = AgendaPoint.objects.bulk_create(points)
    first.organisation = evaluation.project.organisation  # whose colleague writes meanwhile
    return first


def _proposal():
    call = calls.call()
    ProposedEngagement.objects.create(call=call, side="pio", text="Eerst van PIO")
    return ProposedEngagement.objects.create(call=call, side="client", text="Eerst van de klant")


def _counted():
    made = consultations.consultation()
    Occasion.objects.filter(pk=made.occasion_id).update(counted_source="Lijst")
    return made


LONG = "x" * 6000
NEW = "Van de collega"
SIGNED = dt.date(2026, 1, 20)
PAGES = {
    "basics": Edited(
        lambda: calls.application(complete=True),
        lambda row: reverse("calls:applicant_application_basics", args=[row.ref]),
        None,
        (Application, "title", NEW),
        ("title", NEW),
        {"theme": ""},
        {},
    ),
    "public texts": Edited(
        projects.project,
        lambda row: reverse("projects:public_texts", args=[row.ref]),
        Role.STAFF,
        (Project, "need", NEW),
        ("need", NEW),
        {"approach": LONG},
        {"approach": "Beter"},
    ),
    "procurement": Edited(
        projects.procurement,
        lambda row: reverse("projects:edit_procurement", args=[row.ref]),
        Role.STAFF,
        (Procurement, "estimate", 999_000),
        ("estimate", "999.000,00"),
        {"cpv": "fout"},
        {"cpv": "73100000-3"},
    ),
    "innovation": Edited(
        projects.procurement,
        lambda row: reverse("projects:describe_innovation", args=[row.ref]),
        Role.STAFF,
        (Procurement, "rd_share", 40),
        ("rd_share", "40"),
        {"innovation": "onbekend"},
        {"innovation": "development"},
    ),
    "document": Edited(
        projects.document,
        lambda row: reverse("projects:change_document", args=[row.project.ref, row.pk]),
        Role.STAFF,
        (ProjectDocument, "title", NEW),
        ("title", NEW),
        {"kind": "onbekend"},
        {"kind": "report"},
    ),
    "notice": Edited(
        lambda: projects.procurement(status=ProcurementStatus.LAUNCHED),
        lambda row: reverse("projects:change_notice", args=[row.ref]),
        Role.STAFF,
        (Procurement, "questions_received", 14),
        ("questions_received", "14"),
        {"notice_url": "geen adres"},
        {"notice_ref": "2026-512345", "notice_url": ""},
    ),
    "contract": Edited(
        _signed,
        lambda row: reverse("projects:sign_contract", args=[row.ref]),
        Role.STAFF,
        (Procurement, "contract_on", SIGNED),
        ("contract_on", SIGNED.isoformat()),
        {"contract_ends_on": "ooit"},
        {"contract_ends_on": "2031-02-02"},
    ),
    "threshold": Edited(
        lambda: Threshold.objects.latest("pk"),
        lambda row: reverse("projects:change_threshold", args=[row.pk]),
        Role.STAFF,
        (Threshold, "source", NEW),
        ("source", NEW),
        {"amount": "veel"},
        {"amount": "31.000"},
    ),
    "step": Edited(
        _step,
        lambda row: reverse("projects:step", args=[row.project.ref, row.kind]),
        Role.STAFF,
        (PreparationStep, "ended_on", dt.date(2026, 2, 20)),
        ("ended_on", "2026-02-20"),
        {"started_on": "gisteren"},
        {"started_on": "2026-02-02"},
    ),
    "consultancy": Edited(
        projects.consultancy,
        lambda row: reverse("projects:change_consultancy", args=[row.project.ref, row.pk]),
        Role.STAFF,
        (ConsultancyOrder, "framework", NEW),
        ("framework", NEW),
        {"subject": ""},
        {"subject": "Beter"},
    ),
    "minutes": Edited(
        projects.evaluation,
        lambda row: reverse("projects:write_minutes", args=[row.project.ref, row.pk]),
        Role.STAFF,
        (Evaluation, "present", NEW),
        ("present", NEW),
        {"conclusion": LONG},
        {"conclusion": "Beter"},
    ),
    "preparation": Edited(
        _prepared,
        lambda row: row.evaluation.get_applicant_url(),
        None,
        (AgendaPoint, "prepared", NEW),
        ("prepared_77", NEW),
        {"prepared_78": LONG},
        {"prepared_78": "Beter"},
    ),
    "event": Edited(
        outreach.event,
        lambda row: reverse("outreach:edit_event", args=[row.ref]),
        Role.COMMUNICATION,
        (Occasion, "place", NEW),
        ("place", NEW),
        {"capacity": "0"},
        {"capacity": "12"},
    ),
    "consultation": Edited(
        consultations.consultation,
        lambda row: reverse("consultations:edit", args=[row.ref]),
        Role.STAFF,
        (Occasion, "title", NEW),
        ("title", NEW),
        {"capacity": "0"},
        {"capacity": "12"},
    ),
    "story": Edited(
        outreach.story,
        lambda row: reverse("outreach:edit_story", args=[row.pk]),
        Role.COMMUNICATION,
        (Story, "lead", NEW),
        ("lead", NEW),
        {"title": ""},
        {"title": "Beter"},
    ),
    "engagements": Edited(
        _promised,
        lambda row: reverse("projects:edit_engagement", args=[row.project.ref, row.pk]),
        Role.STAFF,
        (Engagement, "text", NEW),
        ("text", NEW),
        {"person": "x" * 121},
        {"person": "Beter"},
    ),
    "adopter": Edited(
        projects.adopter,
        lambda row: reverse("projects:change_adopter", args=[row.project.ref, row.pk]),
        Role.STAFF,
        (Adopter, "source", NEW),
        ("source", NEW),
        {"name": ""},
        {"name": "Beter"},
    ),
    "proposal": Edited(
        _proposal,
        lambda row: reverse("projects:propose_engagements", args=[row.call.code]),
        Role.STAFF,
        (ProposedEngagement, "text", NEW),
        ("client", NEW),
        {"pio": ""},
        {"pio": "Beter"},
    ),
    "counted": Edited(
        _counted,
        lambda row: reverse("consultations:counted", args=[row.ref]),
        Role.STAFF,
        (Occasion, "counted_source", NEW),
        ("source", NEW),
        {"public": "-1"},
        {"public": "4"},
    ),
    "envelope": Edited(
        cofinancing.envelope,
        lambda row: reverse("cofinancing:envelope_set") + f"?jaar={row.year}",
        Role.LEAD,
        (Envelope, "source", NEW),
        ("source", NEW),
        {"amount": "veel"},
        {"amount": "2000000"},
    ),
    "wording": Edited(
        _wording,
        lambda row: reverse("correspondence:template", args=[row.kind]),
        Role.STAFF,
        (MailTemplate, "body", NEW),
        ("body", NEW),
        {"subject": ""},
        {"subject": "Beter"},
    ),
    "standard reply": Edited(
        lambda: StandardReply.objects.create(title="Ontvangen", text="Wij kregen uw vraag.", changed_at=calls.AT),
        lambda row: reverse("correspondence:reply", args=[row.pk]),
        Role.STAFF,
        (StandardReply, "text", NEW),
        ("text", NEW),
        {"title": ""},
        {"title": "Goed ontvangen"},
    ),
}


# Pages of one field: of two who change it, the second is asked.
OF_ONE_FIELD = {
    "lessons": (
        lambda: projects.procurement(status=ProcurementStatus.DELIVERED),
        lambda row: reverse("projects:note_lessons", args=[row.ref]),
        "lessons",
    ),
    "lead": (projects.project, lambda row: reverse("projects:assign_lead", args=[row.ref]), "lead"),
    "milestones": (calls.call, lambda row: reverse("projects:propose_milestones", args=[row.code]), "milestones"),
    "handler": (assessment.application, lambda row: reverse("calls:assign_handler", args=[row.ref]), "handler"),
}


def _place(one: Edited, row: Any) -> QuerySet:
    """Where what the colleague changes stands."""
    model = one.theirs[0]
    if model is ProposedEngagement:  # all of them are written anew
        return row.call.proposed_engagements.filter(side="client")
    return model.objects.filter(pk=row.occasion_id if model is Occasion else row.pk)


def _forms_of_several(form=Merging):
    return {below for each in form.__subclasses__() for below in {each} | _forms_of_several(each)}


def test_every_form_of_several_writers_is_here_and_says_what_row_it_is_about():
    asked = [(one.make, one.address, one.role) for one in PAGES.values()]
    asked += [(make, address, Role.STAFF) for make, address, _field in OF_ONE_FIELD.values()]
    seen = set()
    for made, address, role in asked:
        row = made()
        client = client_of(user(role) if role else member(row.organisation, Level.EDITOR))
        form = client.get(address(row)).context["form"]
        assert form.about is not None, f"{type(form)} is brought together outside the lock"
        seen.add(type(form))
    abstract = {form for form in _forms_of_several() if form.__subclasses__() and form not in seen}
    new = {form for form in _forms_of_several() if form.__name__.startswith("New")}
    assert _forms_of_several() - abstract - new - {PersonForm} == seen


@pytest.mark.parametrize("name", PAGES)
def test_page_that_comes_back_with_a_fault_keeps_what_a_colleague_wrote(name):
    one = PAGES[name]
    row = one.make()
    model, field, value = one.theirs
    changed = _place(one, row)
    client = client_of(user(one.role) if one.role else member(row.organisation, Level.EDITOR))
    address, (shown, as_shown) = one.address(row), one.shown

    opened = client.get(address)
    newer = {"version": row.version + 1} if model is MailTemplate else {}
    assert changed.update(**{field: value}, **newer) == 1
    back = client.post(address, sent_by(opened, having=SEEN, **one.faulty))
    assert back.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent = sent_by(back, having=SEEN)
    assert [text_.strip() for text_ in sent[shown]] == [as_shown]
    assert "Een collega wijzigde intussen" in text(back)

    good = one.good or {name: sent_by(opened, having=SEEN)[name] for name in one.faulty}
    answer = client.post(address, sent | good)
    assert answer.status_code == HTTPStatus.FOUND, text(answer)
    assert changed.values_list(field, flat=True).get() == value


def _save_at_once(monkeypatch, one: Edited, *, is_locked: bool = True) -> tuple[list[int], list[Any]]:
    """Two people send the page in the same instant: both have read what stands there before either of them saves."""
    row = one.make()
    writers = [user(one.role) if one.role else member(row.organisation, Level.EDITOR) for _each in range(2)]
    clients = [client_of(writer) for writer in writers]
    address, (shown, as_shown) = one.address(row), one.shown
    sent = [
        sent_by(clients[0].get(address), having=SEEN) | {shown: as_shown},
        sent_by(clients[1].get(address), having=SEEN) | one.good,
    ]
    both_have_read, first_has_saved = threading.Barrier(2), threading.Event()
    here, merge = threading.local(), Merging._merge

    def read_first(form, seen):
        merge(form, seen)
        if not getattr(here, "has_read", False):
            here.has_read = True
            both_have_read.wait(30)
            if here.is_second and not is_locked:
                first_has_saved.wait(30)

    monkeypatch.setattr(Merging, "_merge", read_first)
    if not is_locked:
        monkeypatch.setattr("pio_portal.ui.pages._is_to_lock", lambda *_asked: False)

    def save(client, data, is_second):
        here.is_second = is_second
        try:
            return client.post(address, data).status_code
        finally:
            first_has_saved.set()
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, clients, sent, [False, True]))
    return answers, list(_place(one, row).values_list(one.theirs[1], flat=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", PAGES)
def test_of_two_who_save_in_the_same_instant_neither_is_undone(name, monkeypatch):
    one = PAGES[name]
    answers, stands = _save_at_once(monkeypatch, one)
    if name == "wording":  # who came second is shown both versions, as its verb compares the whole
        assert HTTPStatus.FOUND in answers
        return
    assert (answers, stands) == ([HTTPStatus.FOUND] * 2, [one.theirs[2]])


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_what_one_of_them_wrote_is_lost(monkeypatch):
    """Negative control: who comes second writes what stood there before."""
    _answers, stands = _save_at_once(monkeypatch, PAGES["public texts"], is_locked=False)
    assert stands != [NEW], "without the lock nothing was lost: this test sees nothing"
