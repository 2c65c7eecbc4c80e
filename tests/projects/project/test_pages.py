"""The pages of staff about a project: the list, the start, the dossier and its state."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pio_portal.accounts.enums import Role
from pio_portal.formats import day_text
from projects.enums import DelayReason, Phase, ProjectState
from projects.models import Project
from projects.tempo.workflow import forecast_milestone
from projects.today import to_take_up
from tests.factories import ground, projects
from tests.files import png
from tests.pages import markup, refusal
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
TODAY = timezone.localdate(NOW)


def test_the_list_shows_counts_per_state_and_the_slip_of_a_launch(client, staff):
    late = projects.project(started_on=TODAY - dt.timedelta(days=100))
    launch = late.milestones.get(is_launch=True)
    to = launch.forecast_on + dt.timedelta(days=50)
    forecast_milestone(milestone=launch, forecast_on=to, reason=DelayReason.MARKET, by=None, at=NOW)
    projects.in_state(ProjectState.SUSPENDED)
    page = markup(client.get("/beheer/projecten/"))
    assert "Later dan gepland" in page
    assert 'Actief <span class="count">1</span>' in page
    assert 'Opgeschort <span class="count">1</span>' in page
    assert late.title not in markup(client.get("/beheer/projecten/?state=suspended"))


@pytest.mark.parametrize("q", ["straatverlichting", "straatverl", "P-2026-0001", "Stad Halle"])
def test_the_list_finds_words_beginnings_references_and_clients(client, staff, q):
    found = projects.project(client=ground.organisation(name="Stad Halle"), of={"title": "Slimme straatverlichting"})
    projects.project(of={"title": "Koelkledij"})
    page = markup(client.get("/beheer/projecten/", {"q": q}))
    assert found.title in page
    assert "Koelkledij" not in page


@pytest.mark.parametrize("query", ["q='", "q=%28&phase=zzz", "theme=x&lead=-1", "page=999", "sort=zzz", "year=0"])
def test_lists_survive_nonsense(client, staff, query):
    projects.procurement()
    for path in ("/beheer/projecten/", "/beheer/opdrachten/", "/projecten/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_starting_a_project_leads_to_its_dossier_and_refusal_keeps_what_was_typed(client, staff):
    application = projects.selected_application()
    assert application.title in markup(client.get("/beheer/projecten/nieuw/"))
    url = f"/beheer/projecten/nieuw/{application.ref}/"

    page = refusal(client.post(url, {"started_on": "2024-01-05", "lead": staff.pk}))
    assert "niet voor de beslissing" in page
    assert 'value="2024-01-05"' in page

    answer = client.post(url, {"started_on": "2025-01-10", "lead": staff.pk})
    project = Project.objects.get()
    assert answer.headers["Location"] == project.get_staff_url()
    assert project.lead == staff
    assert application.title not in markup(client.get("/beheer/projecten/nieuw/"))
    assert f"werd al project {project.ref}" in refusal(client.post(url, {"started_on": "2025-01-10"}))


def test_the_dossier_tells_where_the_project_stands_and_what_comes_next(client, staff):
    project = projects.project(phase=Phase.AWARD)
    page = markup(client.get(project.get_staff_url()))
    procurement = project.procurements.get()
    assert f'<a class="btn btn-primary" href="/beheer/opdrachten/{procurement.ref}/gunnen/">' in page
    assert 'aria-current="step" > Plaatsing' in page
    assert "Op tijd" in page  # launched on 1 June 2025, aimed at 6 November


@pytest.mark.parametrize(
    ("phase", "button"),
    [
        (Phase.INTAKE, "Engagementen bevestigen"),
        (Phase.PREPARATION, "Voortraject bijwerken"),
        (Phase.STRATEGY, "Opdracht vastleggen"),
        (Phase.DOCUMENTS, "Lancering vastleggen"),
        (Phase.AWARD, "Gunning vastleggen"),
        (Phase.EXECUTION, "Oplevering vastleggen"),
        (Phase.DELIVERY, "Naar fase “Kennisdeling”"),
        (Phase.KNOWLEDGE, "Afsluiten voorbereiden"),
    ],
)
def test_each_phase_has_one_primary_button(client, staff, phase, button):
    page = markup(client.get(projects.project(phase=phase).get_staff_url()))
    assert page.count("btn-primary") == 1
    assert button in page


def test_a_closed_project_has_nothing_left_to_do(client, staff):
    page = markup(client.get(projects.project(phase=Phase.CLOSED).get_staff_url()))
    assert "btn-primary" not in page
    assert "Afgesloten" in page


def test_readers_see_the_dossier_without_buttons(client):
    project = projects.project()
    client.force_login(ground.user(Role.MANAGEMENT))
    page = markup(client.get(project.get_staff_url()))
    assert "btn-primary" not in page
    assert "Opschorten" not in page


def test_suspending_asks_why_and_resuming_takes_one_button(client, staff):
    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/"
    said = {"cause": DelayReason.LEAD_LOST, "reason": "Verkiezingen", "review_on": TODAY + dt.timedelta(days=40)}
    assert "Geef een antwoord op “Waarom?”" in refusal(client.post(url + "opschorten/", said | {"reason": ""}))
    assert "die nog komt" in refusal(client.post(url + "opschorten/", said | {"review_on": TODAY}))
    far = refusal(client.post(url + "opschorten/", said | {"review_on": TODAY + dt.timedelta(days=400)}))
    assert "meer dan een jaar ver" in far
    client.post(url + "opschorten/", said)
    page = markup(client.get(url))
    assert "Wegvallen projectleider. Verkiezingen" in page
    assert "Wordt opnieuw bekeken op" in page
    assert "Project hervatten" in page
    client.post(url + "hervatten/")
    assert Project.objects.get().state == ProjectState.ACTIVE


def test_a_suspended_project_asks_for_attention_on_its_day_until_it_is_put_off(client, staff):
    waits, due = projects.project(of={"title": "Wacht nog"}), projects.project(of={"title": "Is nu aan de beurt"})
    projects.suspended(waits, at=NOW, review_on=TODAY + dt.timedelta(days=1))
    projects.suspended(due, at=NOW - dt.timedelta(days=30), review_on=TODAY)

    def asked():
        return [item.source for item in to_take_up(staff, NOW) if item.tag == "Opgeschort"]

    assert asked() == [due.ref]
    listed = markup(client.get("/beheer/projecten/?state=suspended&review=due"))
    assert (due.title in listed, waits.title in listed) == (True, False)

    url = f"/beheer/projecten/{due.ref}/langer-opschorten/"
    later = TODAY + dt.timedelta(days=60)
    assert "Geef een antwoord" in refusal(client.post(url, {"review_on": later, "reason": " "}))
    assert client.post(url, {"review_on": later, "reason": "Nog geen opvolger"}).status_code == 302
    assert asked() == []
    assert f"tot {day_text(later)}: Nog geen opvolger" in markup(client.get(due.get_staff_url()))
    refused = client.post(
        f"/beheer/projecten/{projects.project().ref}/langer-opschorten/", {"review_on": later, "reason": "x"}
    )
    assert "niet opgeschort" in refusal(refused)


def test_a_document_of_the_wrong_kind_is_refused_and_a_good_one_kept(client, staff):
    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/documenten/nieuw/"
    wrong = SimpleUploadedFile("x.exe", b"MZ")
    given = {"kind": "report", "title": "Verslag"}
    assert "Dit soort bestand kan niet" in refusal(client.post(url, given | {"file": wrong}))
    assert client.post(url, given | {"file": png(), "internal": "on"}).status_code == 302
    assert "Alleen PIO" in markup(client.get(f"/beheer/projecten/{project.ref}/documenten/"))
    client.force_login(ground.user(Role.MANAGEMENT))
    assert "Verslag" not in markup(client.get(f"/beheer/projecten/{project.ref}/documenten/"))


def test_a_button_that_comes_too_late_says_so_on_the_next_page(client, staff):
    project = projects.project()
    answer = client.post(f"/beheer/projecten/{project.ref}/vooruit/", follow=True)
    assert answer.redirect_chain == [(project.get_staff_url(), 302)]
    assert "pas als de klant en PIO de engagementen bevestigd hebben" in markup(answer)
    assert Project.objects.get().phase == Phase.INTAKE


def test_a_project_is_taken_out_of_the_catalogue_and_put_back(client, staff):
    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/"
    assert client.post(url + "publiek/", {"need": "Lampen die meten."}).headers["Location"] == url + "publiek/"
    client.post(url + "publiceren/")
    assert Project.objects.get().published is True
    assert "beschrijf de behoefte" in refusal(client.post(url + "publiek/", {"need": ""}))
    client.post(url + "intrekken/")
    assert Project.objects.get().published is False
