"""The pages on which a client is asked, PIO approves, and everybody reads."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects.enums import Phase, SurveyKind, SurveyStatus
from projects.handover.contents import Dossier
from projects.models import Survey
from projects.project.publishing import edit_public_texts, publish_project
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.pages import client_of, markup, refusal, text
from tests.queries import steady

pytestmark = pytest.mark.django_db
SECRETS = ("Minder ritten.", "200 gebruikers")


def tab(project) -> str:
    return f"/beheer/projecten/{project.ref}/gebruik/"


def own(survey) -> str:
    return f"/mijn/projecten/{survey.project.ref}/bevraging/{survey.pk}/"


def test_who_has_the_link_answers_and_reads_nothing_back(client):
    survey = projects.survey()
    url = survey.get_absolute_url()
    page = client.get(url)
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex, nofollow", True)
    assert "Is de oplossing in gebruik?" in text(page)

    fault = refusal(client.post(url, {"use": "full", "name_2": "Stad Gent"}))
    assert "Vul in sinds wanneer" in fault
    assert 'class="mt-3" open>' in fault
    assert (
        client.post(url, {"use": "full", "effect": "Geheim", "name_1": "Stad Gent", "since_1": "2025-03-01"}).url == url
    )
    assert survey.project.adopters.get().name == "Stad Gent"
    answered = text(client.get(url))
    assert "We hebben uw antwoord" in answered
    assert "Geheim" not in answered
    refusal(client.post(url, {"use": "full"}))


def test_a_link_that_nobody_gave_is_not_there(client):
    projects.survey()
    assert client.get("/bevraging/nergens/").status_code == 404


@pytest.mark.parametrize("kind", [SurveyKind.USE_6, SurveyKind.AWARD])
def test_only_the_clients_editors_find_the_questions_in_mijn(client, kind):
    survey = projects.survey(kind=kind)
    survey.project.milestones.update(actual_on=DAY)
    editor = client_of(ground.member(survey.project.organisation, Level.EDITOR))
    assert "Enkele vragen" in text(editor.get("/mijn/"))
    assert "Enkele vragen beantwoorden" in text(editor.get("/mijn/projecten/"))
    assert own(survey) in markup(editor.get(survey.project.get_applicant_url()))
    assert editor.get(own(survey)).status_code == 200
    viewer = client_of(ground.member(survey.project.organisation, Level.VIEWER))
    assert own(survey) not in markup(viewer.get(survey.project.get_applicant_url()))
    others = [ground.member(), ground.user(Role.ADVISER), ground.user(Role.STAFF)]
    for other in [viewer, *map(client_of, others)]:
        assert other.get(own(survey)).status_code == 404


def test_an_adviser_and_another_organisation_see_nothing_of_the_tab():
    survey = projects.survey(SurveyStatus.ANSWERED)
    for person in (ground.member(), ground.member(survey.project.organisation), ground.user(Role.ADVISER)):
        assert client_of(person).get(tab(survey.project)).status_code in (403, 404)


def test_nothing_is_public_before_it_is_approved(client, staff):
    survey = projects.survey(SurveyStatus.ANSWERED)
    project = survey.project
    edit_public_texts(project=project, need="Licht", approach="", lessons="", by=None, at=AT)
    publish_project(project=project, by=None, at=AT)
    projects.survey(SurveyStatus.ANSWERED, kind=SurveyKind.AWARD, of=project, remark="Minder ritten.")
    public = text(client.get(project.get_absolute_url()))
    assert not [secret for secret in SECRETS if secret in public]

    assert "Kijk na wat de klant over het gebruik vertelt" in text(client.get("/beheer/"))
    url = f"{tab(project)}{survey.pk}/goedkeuren/"
    assert "200 gebruikers" in text(client.get(url))
    client.post(url, {"public_text": "Al 200 gebruikers, en minder ritten."})
    assert "Kijk na wat de klant" not in text(client.get("/beheer/"))
    client.post(f"{tab(project)}overnemers/nieuw/", {"name": "Stad Gent", "since_on": "2025-03-01", "source": "Krant"})
    public = text(client.get(project.get_absolute_url()))
    assert "Al 200 gebruikers, en minder ritten." in public
    assert "Ook in gebruik bij Stad Gent sinds 2025" in public
    assert "Krant" not in public

    client.post(f"{tab(project)}{survey.pk}/terugnemen/")
    assert "Al 200 gebruikers" not in text(client.get(project.get_absolute_url()))


def test_adopters_are_corrected_and_taken_away_on_their_page(client, staff):
    adopter = projects.adopter("Stad Gent")
    url = f"{tab(adopter.project)}overnemers/{adopter.pk}/"
    assert "in de toekomst" in refusal(client.post(url, {"name": "x", "since_on": "2099-01-01", "source": "x"}))
    client.post(url, {"name": "Stad Aalst", "since_on": "2025-01-01", "source": "x"})
    assert "Stad Aalst" in text(client.get(tab(adopter.project)))
    client.post(url + "weghalen/")
    assert "nog geen organisatie die de oplossing overnam" in text(client.get(tab(adopter.project)))


def test_scores_remarks_and_the_secret_stay_out_of_the_hand_over():
    survey = projects.survey(SurveyStatus.ANSWERED, kind=SurveyKind.CLOSING, of=projects.project(phase=Phase.CLOSED))
    told = str(Dossier(survey.project).told)
    assert "guidance" not in told
    assert survey.token not in told
    assert "'pace'" not in told
    assert "Begeleiding tot en met de afsluiting" in told or "'closing'" in told


def test_pages_ask_as_much_with_many_rows(client, staff):
    project = projects.project(phase=Phase.DELIVERY)
    projects.survey(SurveyStatus.APPROVED, of=project)
    projects.adopter("Stad Gent", of=project)
    publish_project(
        project=edit_public_texts(project=project, need="Licht", approach="", lessons="", by=None, at=AT),
        by=None,
        at=AT,
    )
    pages = [tab(project), project.get_absolute_url(), "/beheer/rapporten/gebruik/", "/beheer/rapporten/begeleiding/"]
    with steady(client, *pages, at_most=20):
        for number in range(20):
            projects.adopter(f"Stad nummer {number}", of=project)
        for kind in (SurveyKind.USE_12, SurveyKind.USE_24):
            projects.survey(SurveyStatus.APPROVED, kind=kind, of=project)
    assert Survey.objects.approved().count() == 3
