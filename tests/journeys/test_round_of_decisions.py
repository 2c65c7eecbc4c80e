"""Twenty decisions of a round: prepared as drafts, read over, published together; and not a word of it before."""

import pytest
from playwright.sync_api import expect

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import who_logs_in
from tests.files import text_of_pdf
from tests.journeys.people import People, Person, every, step

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 20
GROUNDS, FEEDBACK = "De behoefte is helder en goed onderbouwd.", "Bevraag eerst drie leveranciers."
MAILS = [f"application_{status.value}" for status in Status.decided()]


@pytest.fixture
def applications(transactional_db):
    """A round of twenty that wait for a decision; two were advised on."""
    call = calls.call()
    waiting = [make.application(Status.ELIGIBLE, within=call, title=f"Slimme straat {n:02}") for n in range(NUMBER)]
    make.advised(waiting[0], points=5)
    make.advised(waiting[1], points=1)
    return waiting


def applicant_of(people: People, application: Application) -> Person:
    who = who_logs_in(application.submitted_by)
    return people.visitor(who.email, who.name).log_in()


def is_refused(n: int) -> bool:
    return n % 2 == 1


def prepare(staff: Person, applications: list[Application], round_: str) -> None:
    """All rows of the table are filled in and saved at once."""
    staff.go(f"{round_}rangschikking/").sees("Slimme straat 00", "5,00").follow("Beslissingen voorbereiden")
    for n, application in enumerate(applications):
        row = staff.page.get_by_role("region", name=application.title, exact=True)
        row.get_by_label("Niet geselecteerd" if is_refused(n) else "Geselecteerd", exact=True).check()
        texts = {"Motivering": GROUNDS} | ({"Feedback aan de aanvrager": FEEDBACK} if is_refused(n) else {})
        staff.fill(texts, within=row)
    staff.press("Alles bewaren").sees(f"{NUMBER} ontwerpen bewaard.")


def read_over(lead: Person, applications: list[Application], round_: str) -> None:
    """The letters and mails one after the other; the PDF says the same as the page."""
    lead.go(f"{round_}beslissingen/").sees(f"{NUMBER} van {NUMBER} kunnen vertrekken.")
    lead.page.get_by_role("link", name=f"Nalezen {applications[0].ref}").click()
    lead.sees("Er is nog niet beslist", f"1 van {NUMBER}", GROUNDS, "De mail")
    lead.follow("Volgende brief").sees(f"2 van {NUMBER}", FEEDBACK)
    pdf = lead.page.request.get(f"{round_}beslissingen/{applications[1].ref}/brief/")
    paper = text_of_pdf(pdf.body())
    assert all(words in paper for words in (applications[1].ref, GROUNDS, FEEDBACK))


def publish(lead: Person, round_: str) -> None:
    """Asks once, then all leave; the page shows how far the worker is with the letters."""
    lead.go(f"{round_}beslissingen/")
    for box in every(lead.page.get_by_role("checkbox")):  # those without an advice are not ticked beforehand
        box.check()
    lead.press("Gekozen beslissingen publiceren").sees(
        f"{NUMBER} beslissingen", f"bij {NUMBER - 2} ontbreekt een advies"
    )
    lead.press("Ja, nu publiceren").sees_title("De brieven vertrekken").sees(f"{NUMBER} beslissingen zijn gepubliceerd")
    expect(lead.page.locator("#progress")).to_contain_text(f"{NUMBER} van {NUMBER} brieven")


def test_twenty_decisions_are_published_together(people, applications):
    first = applications[0]
    round_ = f"/beheer/oproepen/{first.call.code}/indiendata/{first.round.number}/"
    chosen, refused = applicant_of(people, applications[0]), applicant_of(people, applications[1])
    with step("1: staff prepares them"):
        prepare(people.with_role("Stef Maes", Role.STAFF), applications, round_)
    lead = people.with_role("Lea De Smet", Role.LEAD)
    with step("2: the lead reads them over"):
        read_over(lead, applications, round_)
    with step("3: until then no applicant sees anything of it"):
        for who, application in ((chosen, applications[0]), (refused, applications[1])):
            who.go(f"/mijn/aanvragen/{application.ref}/").sees(application.title, "In beoordeling").sees_not(GROUNDS)
        assert SentMail.objects.filter(kind__in=MAILS).count() == 0
    with step("4: the lead publishes"):
        publish(lead, round_)
    with step("5: every applicant has one decision, one letter, one mail"):
        assert set(Application.objects.values_list("status", flat=True)) == {Status.SELECTED, Status.NOT_SELECTED}
        letters = Document.objects.filter(kind="decision_letter")
        assert sorted(letters.values_list("owner_id", flat=True)) == sorted(a.pk for a in applications)
        assert SentMail.objects.filter(kind__in=MAILS).count() == NUMBER
        refused.go(f"/mijn/aanvragen/{applications[1].ref}/").sees("Niet geselecteerd", FEEDBACK)
        chosen.go(f"/mijn/aanvragen/{applications[0].ref}/").sees("Geselecteerd", GROUNDS)
        letter = chosen.page.get_by_role("region", name="Documenten").get_by_role("link", name="Beslissing")
        assert GROUNDS in chosen.download_pdf(letter)
