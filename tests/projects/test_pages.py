"""Every page of projects: who may open it, what it shows, what it says when something is wrong."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from projects import urls
from projects.closing.workflow import waive_sharing
from projects.enums import DelayReason, Phase, ProjectState, Side
from projects.enums import ProcurementStatus as Status
from projects.models import Milestone, Procurement, Project
from projects.preparation.workflow import record_step
from projects.procurement.participants import add_participant
from projects.procurement.workflow import tell_cofinancing_decided
from projects.project.publishing import edit_public_texts, publish_project
from projects.tempo.workflow import forecast_milestone
from tests.factories import ground, projects

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def world():
    """One project in its award phase, one to start, and the client's people."""
    project = projects.project(phase=Phase.EXECUTION)
    edit_public_texts(project=project, need="Lampen die meten", approach="", lessons="", by=None, at=NOW)
    publish_project(project=project, by=None, at=NOW)
    procurement = project.procurements.get()
    participant = add_participant(procurement=procurement, kbo="0316380841", by=None, at=NOW)
    values = {
        "slug": project.slug,
        "ref": project.ref,
        "kind": "needs_analysis",
        "milestone": project.milestones.get(name="Marktconsultatie").pk,
        "participant": participant.pk,
        "procurement": procurement.ref,
        "application": projects.selected_application().ref,
    }
    return Project.objects.get(pk=project.pk), values


def address(name, pattern, values):
    """The address of a route, filled with what the world has."""
    wanted = dict(values)
    route = str(pattern.pattern)
    if route.startswith("beheer/opdrachten/<"):
        wanted |= {"ref": values["procurement"], "pk": values["participant"]}
    elif "nieuw/<ref:ref>" in route:
        wanted["ref"] = values["application"]
    else:
        wanted["pk"] = values["milestone"]
    return reverse(name, kwargs={key: wanted[key] for key in pattern.pattern.converters})


ROUTES = [(f"projects:{p.name}", p) for _address, p in declared_routes(urls.urlpatterns)]


MY_LIST = "/mijn/projecten/"


def answers(client, values):
    """Every address with its declaration and what it answers; the world stays as it was."""
    for name, pattern in ROUTES:
        url = address(name, pattern, values)
        with transaction.atomic():
            ask = client.get if "GET" in pattern.callback.methods else client.post
            yield url, pattern.callback.audience, ask(url)
            transaction.set_rollback(True)


def test_the_anonymous_log_in_first(client, world):
    for url, audience, answer in answers(client, world[1]):
        if audience.public:
            assert (url, answer.status_code) == (url, 200)
        else:
            assert (url, answer.headers.get("Location", "")[:10]) == (url, "/inloggen/")


@pytest.mark.parametrize("role", Role)
def test_each_address_is_for_the_roles_it_says(client, world, role):
    user = ground.user(role)
    client.force_login(user)
    for url, audience, answer in answers(client, world[1]):
        if not audience.admits(user):
            assert (url, answer.status_code) == (url, 403)
        elif url.startswith(MY_LIST) and url != MY_LIST:
            assert (url, answer.status_code) == (url, 404)  # the client's own page, whatever one's role
        else:
            assert (url, answer.status_code) in {(url, 200), (url, 302)}


def test_a_member_of_another_organisation_finds_nothing(client, world):
    client.force_login(ground.member())
    for url, audience, answer in answers(client, world[1]):
        open_to_all = audience.public or url == MY_LIST
        expected = 200 if open_to_all else 404 if url.startswith(MY_LIST) else 403
        assert (url, answer.status_code) == (url, expected)


BUTTONS = [(name, pattern) for name, pattern in ROUTES if "GET" not in pattern.callback.methods]


@pytest.mark.parametrize(("name", "pattern"), BUTTONS, ids=[name for name, _pattern in BUTTONS])
def test_a_button_is_not_an_address_to_open(client, world, name, pattern):
    _project, values = world
    client.force_login(ground.user(Role.LEAD))
    assert client.get(address(name, pattern, values)).status_code == 405


@pytest.fixture
def staff(client):
    user = ground.user(Role.STAFF)
    client.force_login(user)
    return user


def text(answer) -> str:
    return answer.content.decode()


# Staff


def test_the_list_shows_counts_per_state_and_the_slip_of_a_launch(client, staff):
    late = projects.project(started_on=TODAY - dt.timedelta(days=100))
    launch = late.milestones.get(is_launch=True)
    to = launch.forecast_on + dt.timedelta(days=50)
    forecast_milestone(milestone=launch, forecast_on=to, reason=DelayReason.MARKET, by=None, at=NOW)
    projects.in_state(ProjectState.SUSPENDED)
    page = text(client.get("/beheer/projecten/"))
    assert "Na streefdatum" in page
    assert 'Actief <span class="count">1</span>' in page
    assert 'Opgeschort <span class="count">1</span>' in page
    assert late.title not in text(client.get("/beheer/projecten/?state=suspended"))


@pytest.mark.parametrize("q", ["straatverlichting", "straatverl", "P-2026-0001", "Stad Halle"])
def test_the_list_finds_words_beginnings_references_and_clients(client, staff, q):
    found = projects.project(client=ground.organisation(name="Stad Halle"), of={"title": "Slimme straatverlichting"})
    projects.project(of={"title": "Koelkledij"})
    page = text(client.get("/beheer/projecten/", {"q": q}))
    assert found.title in page
    assert "Koelkledij" not in page


@pytest.mark.parametrize(
    "query", ["q='", "q=%00", "q=%28&phase=zzz", "theme=x&lead=-1", "page=999", "sort=zzz", "year=0"]
)
def test_lists_survive_nonsense(client, staff, query):
    projects.procurement()
    for path in ("/beheer/projecten/", "/beheer/opdrachten/", "/projecten/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_starting_a_project_leads_to_its_dossier_and_refusal_keeps_what_was_typed(client, staff):
    application = projects.selected_application()
    assert application.title in text(client.get("/beheer/projecten/nieuw/"))
    url = f"/beheer/projecten/nieuw/{application.ref}/"

    page = text(client.post(url, {"started_on": "2024-01-05", "lead": staff.pk}))
    assert "niet voor de beslissing" in page
    assert 'value="2024-01-05"' in page

    answer = client.post(url, {"started_on": "2025-01-10", "lead": staff.pk})
    project = Project.objects.get()
    assert answer.headers["Location"] == project.get_staff_url()
    assert project.lead == staff
    assert application.title not in text(client.get("/beheer/projecten/nieuw/"))
    assert f"werd al project {project.ref}" in text(client.post(url, {"started_on": "2025-01-10"}))


def test_the_dossier_tells_where_the_project_stands_and_what_comes_next(client, staff):
    project = projects.project(phase=Phase.AWARD)
    page = text(client.get(project.get_staff_url()))
    procurement = project.procurements.get()
    assert f'<a class="btn btn-primary" href="/beheer/opdrachten/{procurement.ref}/gunnen/">' in page
    assert 'aria-current="step">Plaatsing' in page
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
    page = text(client.get(projects.project(phase=phase).get_staff_url()))
    assert page.count("btn-primary") == 1
    assert button in page


def test_a_closed_project_has_no_next_step(client, staff):
    page = text(client.get(projects.project(phase=Phase.CLOSED).get_staff_url()))
    assert "btn-primary" not in page
    assert "Afgesloten" in page


def test_readers_see_the_dossier_without_buttons(client):
    project = projects.project()
    client.force_login(ground.user(Role.MANAGEMENT))
    page = text(client.get(project.get_staff_url()))
    assert "btn-primary" not in page
    assert "Opschorten" not in page


def test_pio_edits_and_confirms_the_engagements_it_saw(client, staff):
    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/engagementen/"
    seen = client.get(url).context["seen"]
    client.post(url + "wijzigen/", {"client": "Eén\n\nTwee", "pio": "Drie"})
    assert [e.text for e in project.engagements.filter(side=Side.CLIENT)] == ["Eén", "Twee"]

    stale = client.post(url + "bevestigen/", {"seen": seen}, follow=True)
    assert "intussen gewijzigd" in text(stale)
    assert Project.objects.get().pio_confirmed_at is None
    client.post(url + "bevestigen/", {"seen": client.get(url).context["seen"]})
    assert Project.objects.get().pio_confirmed_by == staff


def test_a_forecast_needs_a_reason_when_later(client, staff):
    project = projects.project(started_on=TODAY)
    milestone = project.milestones.first()
    url = f"/beheer/projecten/{project.ref}/mijlpalen/{milestone.pk}/verwachting/"
    later = milestone.forecast_on + dt.timedelta(days=9)
    data = {"forecast_on": later.isoformat(), "seen": milestone.forecast_on.isoformat()}
    assert "Kies waarom de mijlpaal opschuift" in text(client.post(url, data))
    assert client.post(url, data | {"reason": "market"}).status_code == 302
    assert Milestone.objects.get(pk=milestone.pk).forecast_on == later
    assert "verschoof deze mijlpaal intussen" in text(client.post(url, data | {"reason": "market"}))


def test_suspending_asks_why_and_resuming_takes_one_button(client, staff):
    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/"
    assert "Geef een antwoord op “Waarom?”" in text(client.post(url + "opschorten/", {"reason": ""}))
    client.post(url + "opschorten/", {"reason": "Verkiezingen"})
    page = text(client.get(url))
    assert "Verkiezingen" in page
    assert "Project hervatten" in page
    client.post(url + "hervatten/")
    assert Project.objects.get().state == ProjectState.ACTIVE


def test_closing_lists_what_is_missing_and_then_closes(client, staff):
    project = projects.project(phase=Phase.KNOWLEDGE)
    url = f"/beheer/projecten/{project.ref}/afsluiten/"
    assert "Koppel minstens één gepubliceerd verhaal" in text(client.get(url))
    assert "nog niet worden afgesloten" in text(client.post(url, {"closed_on": TODAY.isoformat()}))
    projects.shared(project)
    client.post(url, {"closed_on": TODAY.isoformat()})
    assert Project.objects.get().state == ProjectState.CLOSED


def test_a_procurement_goes_its_way_through_the_pages(client, staff):
    project = projects.project(phase=Phase.STRATEGY)
    answer = client.post(
        f"/beheer/projecten/{project.ref}/opdrachten/nieuw/",
        {"title": "Lampen", "procedure": "38", "cpv": "34928500-3", "estimate": "250.000,00"},
    )
    procurement = Procurement.objects.get()
    url = procurement.get_staff_url()
    assert (answer.headers["Location"], procurement.estimate) == (url, 250000)
    steps = [
        ("lanceren/", {"launched_on": "2025-06-01", "notice_ref": "2025-1", "tender_deadline": "2025-07-01T12:00"}),
        ("deelnemers/", {"kbo": "0316.380.841", "country": "BE", "role": "tenderer"}),
        ("gunnen/", {"awarded_on": "2025-09-01", "contractor_name": "Lumen", "award_value": "240.000"}),
        ("opleveren/", {"delivered_on": "2025-12-01", "note": "Werkt"}),
    ]
    for path, data in steps:
        assert client.get(url + path).status_code == 200
        assert (path, client.post(url + path, data).headers["Location"]) == (path, url)
    procurement = Procurement.objects.get()
    assert (procurement.status, procurement.award_value) == (Status.DELIVERED, 240000)
    assert timezone.localtime(procurement.tender_deadline).hour == 12
    page = text(client.get(url))
    assert "1 onderneming" in page
    assert "Lumen" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kbo": "0316.380.842"}, "Geen geldig ondernemingsnummer"),
        ({"kbo": ""}, "ondernemingsnummer in, of de naam"),
        ({"kbo": "0316380841", "country": "België"}, "hoogstens 2 tekens"),
        ({"name": "X", "country": "1!"}, "twee letters"),
    ],
)
def test_a_wrong_participant_is_told_at_its_field(client, staff, data, message):
    procurement = projects.procurement(status=Status.LAUNCHED)
    url = f"/beheer/opdrachten/{procurement.ref}/deelnemers/"
    page = text(client.post(url, {"country": "BE", "role": "tenderer"} | data))
    assert message in page
    assert 'class="error-summary"' in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"cpv": "1234"}, "Geen geldige CPV-code"),
        ({"estimate": "veel"}, "Schrijf het bedrag in cijfers"),
        ({"estimate": "-5"}, "minstens 0"),
        ({"title": ""}, "Vul “Titel” in"),
        ({"procedure": "99"}, "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_procurement_is_told_at_its_field(client, staff, data, message):
    project = projects.project()
    page = text(client.post(f"/beheer/projecten/{project.ref}/opdrachten/nieuw/", {"title": "Lampen"} | data))
    assert message in page
    assert not Procurement.objects.exists()


def test_a_failed_procurement_is_launched_again_by_one_button(client, staff):
    failed = projects.procurement(status=Status.NO_TENDERS)
    answer = client.post(f"/beheer/opdrachten/{failed.ref}/herlanceren/")
    again = Procurement.objects.get(relaunch_of=failed)
    assert answer.headers["Location"] == again.get_staff_url()
    twice = client.post(f"/beheer/opdrachten/{failed.ref}/herlanceren/", follow=True)
    assert again.ref in text(twice)


def test_a_document_of_the_wrong_kind_is_refused_and_a_good_one_kept(client, staff, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    project = projects.project()
    url = f"/beheer/projecten/{project.ref}/documenten/nieuw/"
    wrong = SimpleUploadedFile("x.exe", b"MZ")
    assert "Dit soort bestand kan niet" in text(client.post(url, {"title": "Verslag", "file": wrong}))
    good = SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    assert client.post(url, {"title": "Verslag", "file": good, "internal": "on"}).status_code == 302
    assert "Alleen PIO" in text(client.get(f"/beheer/projecten/{project.ref}/documenten/"))
    client.force_login(ground.user(Role.MANAGEMENT))
    assert "Verslag" not in text(client.get(f"/beheer/projecten/{project.ref}/documenten/"))


# The client


def test_a_manager_confirms_what_stands_on_the_page(client):
    project = projects.project()
    manager = ground.member(project.organisation)
    client.force_login(manager)
    url = project.get_applicant_url()
    page = client.get(url)
    assert "Bevestig de engagementen" in text(page)
    assert "Engagementen bevestigen" in text(client.get("/mijn/projecten/"))
    client.post(url + "bevestigen/", {"seen": page.context["seen"]})
    assert Project.objects.get().client_confirmed_by == manager


@pytest.mark.parametrize(("level", "code"), [(Level.VIEWER, 403), (Level.EDITOR, 302), (Level.MANAGER, 302)])
def test_who_of_the_client_forecasts(client, level, code):
    project = projects.project(started_on=TODAY)
    client.force_login(ground.member(project.organisation, level))
    milestone = project.milestones.first()
    later = (milestone.forecast_on + dt.timedelta(days=3)).isoformat()
    url = f"{project.get_applicant_url()}mijlpalen/{milestone.pk}/"
    assert client.post(url, {"forecast_on": later, "reason": "market"}).status_code == code


def test_an_editor_reads_but_does_not_confirm(client):
    project = projects.project()
    client.force_login(ground.member(project.organisation, Level.EDITOR))
    url = project.get_applicant_url()
    assert "Een beheerder van uw organisatie" in text(client.get(url))
    assert client.post(url + "bevestigen/", {"seen": client.get(url).context["seen"]}).status_code == 403


def test_a_partner_reads_and_a_milestone_of_another_project_does_not_exist(client):
    mine, other = projects.project(), projects.project()
    partner = ground.organisation()
    mine.partners.add(partner)
    client.force_login(ground.member(partner))
    assert client.get(mine.get_applicant_url()).status_code == 200
    foreign = other.milestones.first()
    assert client.get(f"{mine.get_applicant_url()}mijlpalen/{foreign.pk}/").status_code == 404
    assert client.get(other.get_applicant_url()).status_code == 404


def test_the_client_reads_nothing_internal(client):
    project = projects.project(phase=Phase.PREPARATION, lead=ground.user(Role.STAFF, name="An Peeters"))
    step = project.steps.first()
    record_step(step=step, started_on=TODAY, ended_on=None, consultancy_cost=98765, by=None, at=NOW)
    waive_sharing(project=project, reason="KANARIE-INTERN", by=None, at=NOW)
    client.force_login(ground.member(project.organisation))
    page = text(client.get(project.get_applicant_url()))
    assert "98.765" not in page
    assert "KANARIE-INTERN" not in page


# The public


def publish(project, **texts):
    texts = {"need": "Lampen die meten.", "approach": "", "lessons": ""} | texts
    edit_public_texts(project=project, by=None, at=NOW, **texts)
    publish_project(project=project, by=None, at=NOW)
    return Project.objects.get(pk=project.pk)


def test_the_catalogue_shows_what_is_published_and_narrows_it(client):
    shown = publish(projects.project(of={"title": "Slimme lampen"}))
    projects.project(of={"title": "Geheim project"})
    page = text(client.get("/projecten/"))
    assert shown.title in page
    assert "Geheim project" not in page
    assert shown.title in text(client.get("/projecten/?q=lamp"))
    assert "Geen project gevonden" in text(client.get("/projecten/?q=koelkast"))
    assert "Geen project gevonden" in text(client.get("/projecten/?phase=award"))
    assert shown.title in text(client.get("/"))


def test_a_project_that_is_not_published_does_not_exist(client):
    project = projects.project()
    assert client.get(project.get_absolute_url()).status_code == 404
    client.force_login(ground.user(Role.STAFF))
    assert client.get(project.get_absolute_url()).status_code == 404


def test_the_public_page_tells_the_story_and_nothing_confidential(client):
    project = projects.project(phase=Phase.AWARD, lead=ground.user(Role.STAFF, name="An Peeters"))
    planned = projects.procurement(project=project, title="KANARIE-GEPLAND", estimate=777777)
    launched = project.procurements.launched().get()
    tell_cofinancing_decided(procurement=launched, amount=180000, decided_on=TODAY, by=None, at=NOW)
    tell_cofinancing_decided(procurement=planned, amount=5555, decided_on=TODAY, by=None, at=NOW)
    project.steps.update(consultancy_cost=98765, skipped_reason="KANARIE-STAP")
    projects.shared(project)
    publish(project, lessons="Meet eerst.")
    page = text(client.get(project.get_absolute_url()))
    for shown in ("Lampen die meten.", "Meet eerst.", launched.title, "180.000,00", "Gedeeld als"):
        assert shown in page
    for secret in ("KANARIE", "777.777", "250.000", "98.765", "5.555", "An Peeters"):
        assert secret not in page


def test_the_catalogue_is_paged(client):
    rows = [projects.project() for _n in range(25)]
    Project.objects.filter(pk__in=[row.pk for row in rows]).update(published=True, need="x")
    assert len(client.get("/projecten/").context["cards"]) == 24
    assert len(client.get("/projecten/?page=2").context["cards"]) == 1
