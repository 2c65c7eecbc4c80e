"""What a client tells of the use of its solution, and who took it over."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level
from projects.enums import Phase, ProjectState, SurveyKind, SurveyStatus, Use
from projects.models import Adopter, Survey
from projects.survey.guidance import answer_guidance
from projects.survey.uptake import (
    Told,
    add_adopter,
    answer_uptake,
    approve_uptake,
    change_adopter,
    remove_adopter,
    take_back_uptake,
)
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY

pytestmark = pytest.mark.django_db
EARLIER = DAY - dt.timedelta(days=90)


def answer(survey, *told, by=None, at=AT):
    return answer_uptake(survey=survey, use=Use.FULL, scale="", effect="", adopters=told, by=by, at=at)


def adopters():
    return list(Adopter.objects.values_list("name", "organisation__name", "since_on", "source"))


@pytest.fixture
def survey():
    return projects.survey()


def test_an_adopter_is_recognised_by_its_name_and_by_its_number(survey):
    gent, antwerpen = ground.organisation(name="Stad Gent"), ground.organisation(name="Stad Antwerpen")
    answer(
        survey,
        Told("stad  GENT", DAY, "De krant"),
        Told(f"BE {antwerpen.kbo_display}", EARLIER, ""),
        Told("Bibliotheek De Krook", DAY, "Gehoord"),
    )
    told = f"{survey.project.organisation}, bevraging van 02/03/2026"
    assert adopters() == [
        ("Stad Antwerpen", "Stad Antwerpen", EARLIER, told),
        ("Bibliotheek De Krook", None, DAY, "Gehoord"),
        ("Stad Gent", "Stad Gent", DAY, "De krant"),
    ]
    assert gent.adoptions.get().approved_at is None


def test_who_is_named_again_stays_one_with_the_earlier_day_and_both_sources(survey):
    answer(survey, Told("Stad Gent", DAY, "De krant"), Told("STAD GENT", EARLIER, "Een gesprek"))
    ground.organisation(name="Stad Gent")
    later = projects.survey(kind=SurveyKind.USE_12, of=survey.project)
    answer(later, Told("Stad Gent", DAY, "De krant"))
    assert adopters() == [("Stad Gent", "Stad Gent", EARLIER, "De krant; Een gesprek")]


def test_what_everybody_reads_is_not_changed_by_who_names_it_again(survey):
    projects.adopter("Stad Gent", of=survey.project)
    answer(survey, Told("Stad Gent", EARLIER, "Anders"))
    assert adopters() == [("Stad Gent", None, DAY, "Een gesprek")]


def test_two_organisations_of_one_name_are_not_mixed_up(survey):
    for _twice in range(2):
        ground.organisation(name="Sint-Jozef")
    answer(survey, Told("Sint-Jozef", DAY, "x"))
    assert adopters() == [("Sint-Jozef", None, DAY, "x")]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (lambda p: Told(p.organisation.name.upper(), DAY, "x"), "kocht de oplossing zelf"),
        (lambda _p: Told("0316.380.841", DAY, "x"), "geen organisatie met dit nummer"),
        (lambda _p: Told("Stad Gent", DAY + dt.timedelta(days=1), "x"), "in de toekomst"),
        (lambda _p: Told(" ", DAY, "x"), "Schrijf de naam"),
    ],
)
def test_who_cannot_have_taken_it_over_is_refused_and_nothing_is_kept(survey, told, why):
    with pytest.raises(Refused, match=why):
        answer(survey, told(survey.project))
    assert Survey.objects.get().status == SurveyStatus.ASKED


def test_an_answer_counts_once_also_of_a_closed_project():
    survey = projects.survey(of=projects.in_state(ProjectState.CLOSED))
    answer(survey)
    with pytest.raises(Refused, match="Beantwoord"):
        answer(survey)


@pytest.mark.parametrize(("level", "may"), [(Level.VIEWER, False), (Level.EDITOR, True), (Level.MANAGER, True)])
def test_the_clients_editors_answer(survey, level, may):
    person = ground.member(survey.project.organisation, level)
    if may:
        assert answer(survey, by=person).answered_by == person
    else:
        with pytest.raises(NotPermitted):
            answer(survey, by=person)


@pytest.mark.parametrize("who", ["stranger", Role.STAFF, Role.ADVISER])
def test_nobody_else_answers_for_the_client(survey, who):
    person = ground.member() if who == "stranger" else ground.user(who)
    with pytest.raises(NotPermitted):
        answer(survey, by=person)


def test_approving_makes_the_named_adopters_public_and_taking_back_leaves_them(survey):
    answer(survey, Told("Stad Gent", DAY, "x"))
    by = projects.pio()
    approve_uptake(survey=survey, public_text=" Minder ritten. ", by=by, at=AT)
    kept = Survey.objects.get()
    assert (kept.status, kept.public_text, kept.approved_by) == (SurveyStatus.APPROVED, "Minder ritten.", by)
    assert [adopter.name for adopter in survey.project.adopters.approved()] == ["Stad Gent"]
    take_back_uptake(survey=kept, by=by, at=AT)
    assert Survey.objects.approved().count() == 0
    assert Survey.objects.to_approve().count() == 1


@pytest.mark.parametrize("verb", [approve_uptake, take_back_uptake])
def test_only_pio_approves(verb):
    status = SurveyStatus.ANSWERED if verb is approve_uptake else SurveyStatus.APPROVED
    survey = projects.survey(status)
    given = {"public_text": ""} if verb is approve_uptake else {}
    for person in (ground.member(survey.project.organisation), ground.user(Role.MANAGEMENT)):
        with pytest.raises(NotPermitted):
            verb(survey=survey, by=person, at=AT, **given)


def test_pio_writes_down_corrects_and_takes_away():
    adopter = projects.adopter("Stad Gent")
    project, by = adopter.project, projects.pio()
    assert adopter.approved_by is not None
    other = add_adopter(project=project, name="Stad Aalst", since_on=DAY, source="x", by=by, at=AT)
    with pytest.raises(Refused, match="staat al bij dit project"):
        change_adopter(adopter=other, name="stad gent", since_on=DAY, source="x", by=by, at=AT)
    changed = change_adopter(adopter=other, name="Stad Ninove", since_on=EARLIER, source="y", by=by, at=AT)
    assert (changed.name, changed.since_on) == ("Stad Ninove", EARLIER)
    remove_adopter(adopter=adopter, by=by, at=AT)
    assert [row[0] for row in adopters()] == ["Stad Ninove"]
    with pytest.raises(NotPermitted):
        remove_adopter(adopter=other, by=ground.member(project.organisation), at=AT)


def test_the_database_keeps_each_adopter_once_by_name_and_by_organisation():
    adopter = projects.adopter("Stad Gent")
    gent = ground.organisation(name="Stad Gent")
    row = {"project": adopter.project, "since_on": DAY, "source": "x"}
    with pytest.raises(IntegrityError, match="adopter_named_once_per_project"), transaction.atomic():
        Adopter.objects.create(name="STAD GENT", **row)
    Adopter.objects.update(organisation=gent)
    with pytest.raises(IntegrityError, match="adopter_once_per_project"), transaction.atomic():
        Adopter.objects.create(name="Gent", organisation=gent, **row)


def test_an_answer_fits_its_questions():
    use = projects.survey(SurveyStatus.ANSWERED)
    guidance = projects.survey(SurveyStatus.ANSWERED, kind=SurveyKind.AWARD, of=use.project)
    for row, change in ((use, {"pace": 3}), (guidance, {"use": Use.FULL}), (guidance, {"pace": None})):
        with pytest.raises(IntegrityError, match="survey_answer_fits_its_questions"), transaction.atomic():
            Survey.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="survey_scores_from_one_to_five"), transaction.atomic():
        Survey.objects.filter(pk=guidance.pk).update(pace=6)


def test_who_judged_the_guidance_is_not_kept():
    survey = projects.survey(kind=SurveyKind.AWARD, of=projects.project(phase=Phase.EXECUTION))
    manager = ground.member(survey.project.organisation)
    scores = dict.fromkeys(("pace", "expertise", "clarity", "contact", "value"), 4)
    assert answer_guidance(survey=survey, by=manager, at=AT, remark=" Fijn ", **scores).answered_by is None
    assert Survey.objects.get().remark == "Fijn"
