"""Each page asks the same number of queries with one row as with thirty."""

import datetime as dt
from itertools import count

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import Note
from pio_portal.correspondence.workflow.messages import read_messages, send_message
from pio_portal.documents.models import Document
from projects.enums import DelayReason, KnowledgeKind, Phase, Procedure, ProcurementStatus
from projects.models import (
    AgendaPoint,
    DocumentVersion,
    Engagement,
    Evaluation,
    KnowledgeRecord,
    Lot,
    Milestone,
    MilestoneLink,
    Participant,
    Procurement,
    Project,
    ProjectDocument,
    Remark,
    Threshold,
)
from projects.procurement.participants import add_participant
from projects.project.publishing import edit_public_texts, publish_project
from projects.task.workflow import add_task
from projects.tempo.workflow import forecast_milestone
from tests.factories import ground, projects
from tests.plugins.clock import NOW
from tests.queries import steady, steady_each

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]
MANY = 30


@pytest.fixture
def lead_desk(client):
    client.force_login(ground.user(Role.LEAD))
    return client


def more_projects(project):
    """Thirty more of everything that a list can show."""
    base = {
        f.attname: getattr(project, f.attname) for f in Project._meta.concrete_fields if f.name not in ("id", "search")
    }
    for number in range(MANY):
        twin = Project(**base | {"ref": f"P-2020-{number:04d}", "slug": f"p-{number}"})
        twin.application = projects.selected_application()
        twin.organisation = ground.organisation()
        twin.save()
        Milestone.objects.create(project=twin, name="Lancering", is_launch=True, forecast_on=dt.date(2030, 1, 1))
        twin_procurement(twin, number)
        projects.selected_application()


_numbers = count(1)


def twin_procurement(project, number):
    return Procurement.objects.create(
        ref=f"O-2020-{next(_numbers):04d}", project=project, title=f"Opdracht {number}", status=ProcurementStatus.LAUNCHED,
        procedure=Procedure.OPEN, launched_on=dt.date(2025, 1, 1), cofinancing_granted=1,
        cofinancing_decided_on=dt.date(2025, 1, 1),
    )  # fmt: skip


def more_in_dossier(project):
    """Thirty more of everything that a dossier can show."""
    someone = ground.user()
    for number in range(MANY):
        milestone = Milestone.objects.create(
            project=project, name=f"Mijlpaal {number}", baseline_on=dt.date(2030, 1, 1), forecast_on=dt.date(2030, 1, 1)
        )
        forecast_milestone(
            milestone=milestone, forecast_on=dt.date(2031, 1, 1), reason=DelayReason.MARKET, by=None, at=NOW
        )
        MilestoneLink.objects.create(
            milestone=project.milestones.filter(actual_on=None).order_by("pk")[0], after=milestone
        )
        Engagement.objects.create(project=project, side="client", text=f"Engagement {number}")
        KnowledgeRecord.objects.create(
            project=project, kind=KnowledgeKind.STORY, title="x", source=str(number), recorded_at=NOW, address="/x/",
            recorded_by=someone,
        )  # fmt: skip
        Note.objects.create(about=project, text="x", written_at=NOW, written_by=someone)
        add_task(project=project, title=f"Taak {number}", person=ground.user(Role.STAFF), by=None, at=NOW)
        project.partners.add(ground.organisation())
        more_of_evaluations(project, number)
        more_documents(project, number)
        twin_procurement(project, number)
    for number in range(MANY):
        Lot.objects.create(procurement=project.procurements.order_by("pk").first(), number=number + 2, title="x")
        Threshold.objects.create(kind="eu_works", starts_on=dt.date(2040 + number, 1, 1), amount=1, source="x")
        Participant.objects.create(procurement=project.procurements.order_by("pk").first(), name=f"Bedrijf {number}")


def more_documents(project, number):
    """One in two versions, without bytes."""
    its = project.procurements.order_by("pk").first() if number % 2 else None
    document = ProjectDocument.objects.create(
        project=project, procurement=its, kind="tender_document", title=f"Bestek {number}"
    )
    for version in (1, 2):
        file = Document.objects.create(
            owner=project, kind="project", title="x", filename="x.pdf", size=1, file="x", created_at=NOW,
            created_by=ground.user(),
        )  # fmt: skip
        last = DocumentVersion.objects.create(document=document, number=version, file=file)
    Remark.objects.create(document=document, version=last, text="x", written_at=NOW, told_at=NOW)
    written = project.documents.order_by("pk").first()
    Remark.objects.create(
        document=written, version=written.versions.first(), text="x", written_at=NOW, written_by=ground.user()
    )


def more_of_evaluations(project, number):
    """One that was held, and of the one that comes a point and a decision."""
    day, coming = dt.date(2020, 1, 1) + dt.timedelta(days=number), project.evaluations.open().get()
    Evaluation.objects.create(project=project, reason="asked", planned_on=day, asked_at=NOW, held_on=day, closed_at=NOW)
    AgendaPoint.objects.create(evaluation=coming, subject="own", title=f"Punt {number}")
    coming.decisions.add(project.tasks.order_by("-pk").first())


@pytest.fixture
def project():
    made = projects.project(phase=Phase.AWARD, lead=ground.user(Role.STAFF))
    edit_public_texts(project=made, need="x", approach="x", lessons="x", by=None, at=NOW)
    publish_project(project=made, by=None, at=NOW)
    add_participant(procurement=made.procurements.get(), kbo="0316380841", by=None, at=NOW)
    Lot.objects.create(procurement=made.procurements.get(), number=1, title="Masten")
    projects.evaluation(made, planned_on=NOW.date() + dt.timedelta(days=7), at=NOW)
    return Project.objects.get(pk=made.pk)


LISTS = {
    "/beheer/projecten/": 8,
    "/beheer/projecten/nieuw/": 4,
    "/beheer/opdrachten/": 7,
    "/projecten/?q=slimme": 6,
}


def test_no_list_grows(lead_desk, project):
    projects.selected_application()
    with steady_each(lead_desk, LISTS):
        more_projects(project)


DOSSIER = {
    "/beheer/projecten/{ref}/": 20,
    "/beheer/projecten/{ref}/engagementen/": 11,
    "/beheer/projecten/{ref}/evaluaties/": 10,
    "/beheer/projecten/{ref}/evaluaties/plannen/": 5,
    "/beheer/projecten/{ref}/evaluaties/{evaluation}/": 12,
    "/beheer/projecten/{ref}/evaluaties/{evaluation}/punt/": 4,
    "/beheer/projecten/{ref}/evaluaties/{evaluation}/verslag/": 6,
    "/beheer/projecten/{ref}/evaluaties/{evaluation}/afspraak/": 6,
    "/beheer/projecten/{ref}/evaluaties/{evaluation}/afsluiten/": 4,
    "/beheer/projecten/{ref}/langer-opschorten/": 4,
    "/beheer/projecten/{ref}/voortraject/": 12,
    "/beheer/projecten/{ref}/opdrachten/": 9,
    "/beheer/projecten/{ref}/taken/": 10,
    "/beheer/projecten/{ref}/taken/nieuw/": 6,
    "/beheer/projecten/{ref}/documenten/": 10,
    "/beheer/projecten/{ref}/notities/": 12,
    "/beheer/projecten/{ref}/aanvraag/": 14,
    "/beheer/projecten/{ref}/verloop/": 14,
    "/beheer/projecten/{ref}/engagementen/1/": 12,
    "/beheer/projecten/{ref}/engagementen/nieuw/": 5,
    "/beheer/projecten/{ref}/engagementen/nagaan/": 5,
    "/beheer/projecten/{ref}/engagementen/wijzigen/{engagement}/": 6,
    "/beheer/projecten/{ref}/opschorten/": 4,
    "/beheer/projecten/{ref}/stopzetten/": 4,
    "/beheer/projecten/{ref}/afsluiten/": 7,
    "/beheer/projecten/{ref}/vrijstelling/": 4,
    "/beheer/projecten/{ref}/begeleider/": 5,
    "/beheer/projecten/{ref}/publiek/": 4,
    "/beheer/projecten/{ref}/documenten/nieuw/": 6,
    "/beheer/projecten/{ref}/documenten/{document}/": 14,
    "/beheer/projecten/{ref}/documenten/{document}/opmerkingen/nieuw/": 5,
    "/beheer/projecten/{ref}/documenten/{document}/opmerkingen/{remark}/heropenen/": 6,
    "/beheer/projecten/{ref}/documenten/{document}/versie/": 5,
    "/beheer/projecten/{ref}/documenten/{document}/wijzigen/": 7,
    "/beheer/projecten/{ref}/documenten/{document}/weghalen/": 5,
    "/beheer/projecten/{ref}/stappen/tender_documents/": 5,
    "/beheer/projecten/{ref}/opdrachten/nieuw/": 4,
    "/beheer/projecten/{ref}/mijlpalen/nieuw/": 4,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/verwachting/": 5,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/volgorde/": 6,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/afspraak/": 5,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/bereikt/": 4,
    "/beheer/projecten/{ref}/stappen/needs_analysis/": 4,
    "/beheer/projecten/{ref}/stappen/needs_analysis/overslaan/": 4,
    "/beheer/projecten/nieuw/{application}/": 5,
    "/beheer/oproepen/PIO-2024/engagementen/": 5,
    "/cpv/": 4,
    "/beheer/drempelbedragen/": 4,
    "/beheer/drempelbedragen/nieuw/": 2,
    "/beheer/opdrachten/{procurement}/innovatie/": 4,
    "/beheer/opdrachten/{procurement}/aankondiging/": 4,
    "/beheer/opdrachten/{procurement}/contract/": 4,
    "/beheer/opdrachten/{procurement}/wijzigingen/": 4,
    "/beheer/opdrachten/{procurement}/delen/": 4,
    "/beheer/opdrachten/{procurement}/lessen/": 4,
    "/beheer/opdrachten/{procurement}/documenten/": 4,
    "/beheer/opdrachten/{procurement}/percelen/": 4,
    "/beheer/opdrachten/{procurement}/percelen/{lot}/": 5,
    "/beheer/opdrachten/{procurement}/percelen/{lot}/gunnen/": 5,
    "/beheer/opdrachten/{procurement}/": 19,
    "/beheer/opdrachten/{procurement}/wijzigen/": 4,
    "/beheer/opdrachten/{procurement}/lanceren/": 5,
    "/beheer/opdrachten/{procurement}/gunnen/": 4,
    "/beheer/opdrachten/{procurement}/opleveren/": 4,
    "/beheer/opdrachten/{procurement}/annuleren/": 4,
    "/beheer/opdrachten/{procurement}/geen-offertes/": 4,
    "/beheer/opdrachten/{procurement}/beeindigen/": 4,
    "/beheer/opdrachten/{procurement}/deelnemers/": 4,
    "/projecten/{slug}/": 11,
}


def filled(url, project) -> str:
    return url.format(
        ref=project.ref,
        slug=project.slug,
        milestone=project.milestones.filter(actual_on=None).order_by("pk").first().pk,
        engagement=project.engagements.order_by("pk").first().pk,
        document=(document := project.documents.order_by("pk").first() or projects.document(of=project)).pk,
        remark=(document.remarks.order_by("pk").first() or projects.remark(of=document)).pk,
        evaluation=project.evaluations.order_by("pk").first().pk,
        procurement=project.procurements.order_by("pk").first().ref,
        lot=Lot.objects.filter(procurement__project=project).order_by("pk").first().pk,
        application=projects.selected_application().ref,
    )


def test_no_page_of_a_dossier_grows(lead_desk, project):
    with steady_each(lead_desk, {filled(url, project): at_most for url, at_most in DOSSIER.items()}):
        more_in_dossier(project)


CLIENT = {
    "/mijn/projecten/": 8,
    "/mijn/projecten/{ref}/": 19,
    "/mijn/projecten/{ref}/evaluaties/{evaluation}/": 8,
    "/mijn/projecten/{ref}/documenten/{document}/": 8,
    "/mijn/projecten/{ref}/documenten/nieuw/": 9,
    "/mijn/projecten/{ref}/documenten/{document}/wijzigen/": 9,
    "/mijn/projecten/{ref}/documenten/{document}/weghalen/": 7,
    "/mijn/projecten/{ref}/opdrachten/{procurement}/": 14,
    "/mijn/projecten/{ref}/opdrachten/{procurement}/documenten/": 10,
    "/mijn/projecten/{ref}/opdrachten/{procurement}/lanceren/": 8,
    "/mijn/projecten/{ref}/documenten/{document}/opmerkingen/{remark}/": 7,
    "/mijn/projecten/{ref}/engagementen/1/": 7,
    "/mijn/projecten/{ref}/mijlpalen/{milestone}/afspraak/": 6,
    "/mijn/projecten/{ref}/mijlpalen/{milestone}/": 6,
}


def test_no_page_of_the_client_grows(client, project):
    client.force_login(ground.member(project.organisation))
    with steady_each(client, {filled(url, project): at_most for url, at_most in CLIENT.items()}):
        more_in_dossier(project)
        more_projects(project)
        Project.objects.update(organisation=project.organisation)


@pytest.mark.parametrize(("pio", "at_most"), [(True, 18), (False, 12)], ids=["PIO", "client"])
def test_a_page_of_messages_does_not_grow(client, project, pio, at_most):
    reader = project.lead if pio else ground.member(project.organisation)
    client.force_login(reader)

    def write(number):
        for _message in range(number):
            send_message(about=project, text="x", by=ground.member(project.organisation), at=NOW)
            send_message(about=project, text="y", by=project.lead, at=NOW)
        read_messages(about=project, by=reader, at=NOW)

    write(1)
    with steady(
        client, (project.get_staff_url() if pio else project.get_applicant_url()) + "berichten/", at_most=at_most
    ):
        write(MANY // 2)
