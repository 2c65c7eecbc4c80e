"""Steps 6 and 7: the procurement, its co-financing, and the way to what was delivered."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.ground import kbo
from tests.journeys.chain.guiding import project_page
from tests.journeys.chain.story import BRUSSELS, NEED, Story, in_short, typed
from tests.journeys.people import Person

CONTRACTOR = "Meetbaar bv"


def procurement_page(story: Story) -> str:
    return f"/beheer/opdrachten/{story.procurement}/"


def record_procurement(story: Story, staff: Person) -> None:
    """The strategy says which procurement comes; its dossier begins."""
    staff.go(project_page(story)).press("Naar fase “Aankoopstrategie”").follow("Opdracht vastleggen")
    staff.sees_title("Opdracht vastleggen").fill({"CPV-code": "73100000-3", "Raming": "400.000"})
    staff.fill({"Procedure": "Mededingingsprocedure met onderhandeling (art. 38)"})
    staff.press("Opdracht vastleggen").sees("De opdracht is vastgelegd", "€ 400.000,00")
    story.procurement = staff.page.url.rstrip("/").rsplit("/", 1)[1]
    staff.go(project_page(story)).press("Naar fase “Opdrachtdocumenten”").follow("Lancering vastleggen")


def set_envelope(story: Story, lead: Person) -> None:
    """The lead says how much may be granted this year."""
    lead.go("/beheer/cofinanciering/enveloppe/instellen/")
    lead.fill({"Jaar": str(story.today.year), "Bedrag van de enveloppe": "100.000"}).press("Bewaren")
    lead.sees("€ 100.000,00")


def ask(story: Story, staff: Person) -> str:
    """Staff asks co-financing; gives the page of the request."""
    staff.go("/beheer/cofinanciering/").follow("Nieuwe vraag").fill({"Referentie van de opdracht": story.procurement})
    staff.press("Verder").sees(NEED)
    staff.fill({"Gevraagd bedrag": "150.000", "Subsidiabele basis": "400.000", "Percentage": "30"})
    staff.fill({"Waarom vraagt de klant cofinanciering?": "De ontwikkeling draagt een risico dat de stad niet kent."})
    staff.press("Vraag vastleggen").sees("30 % van", "€ 120.000,00")
    staff.fill({"Percentage": "40"}).press("Vraag vastleggen").sees("De vraag is vastgelegd")
    return staff.page.url


def put_on_agenda(asked: str, secretary: Person) -> None:
    """The secretary plans the meeting and puts the request on its agenda."""
    held_at = (timezone.now() - dt.timedelta(minutes=2)).astimezone(BRUSSELS)
    secretary.go("/beheer/cofinanciering/vergaderingen/").follow("Nieuwe vergadering")
    secretary.fill({"Dag en uur": typed(held_at), "Plaats": "Brussel, zaal 3"}).press("Vergadering plannen")
    secretary.sees("De agenda is leeg")
    meeting = secretary.page.url
    secretary.go(asked).press("Op de agenda zetten").sees("De vraag staat op de agenda")
    secretary.go(meeting).sees("1 vraag", NEED, "€ 150.000,00")
    secretary.fill({"Verslag": "Het comité kent een deel toe."}).press("Op gehouden zetten").sees("Gehouden")


def write_decision(secretary: Person, story: Story, *, amount: str, label: str) -> Person:
    """What every decision of the committee has."""
    secretary.choose("Wie besliste?", "Beslissingscomité")
    return secretary.fill({label: amount, "Beslist op": typed(story.today), "Motivering": "Vernieuwend en deelbaar."})


def grant(asked: str, story: Story, secretary: Person) -> None:
    """More than the envelope holds is refused in plain words; what fits is granted, and later amended."""
    secretary.go(asked).follow("Beslissing vastleggen")
    secretary.choose("Wat is er beslist?", "Toekenning")
    write_decision(secretary, story, amount="150.000", label="Toegekend bedrag").press("Beslissing vastleggen")
    secretary.sees("is nog € 100.000,00 over; u wilt € 150.000,00 toekennen", "Verlaag het bedrag")
    secretary.fill({"Toegekend bedrag": "90.000"}).press("Beslissing vastleggen").sees("De beslissing is vastgelegd")
    secretary.follow("Wijzigen")
    write_decision(secretary, story, amount="95.000", label="Nieuw totaal").press("Toekenning wijzigen")
    secretary.sees("De wijziging is vastgelegd")


def see_both_decisions(asked: str, story: Story, secretary: Person) -> None:
    """The amendment is a row of its own beside the grant; the envelope holds what is left, the client its letters."""
    secretary.go(asked)
    rows = secretary.page.get_by_role("region", name="Beslissingen").get_by_role("row")
    year = story.today.year
    expect(rows.filter(has_text=f"CF-{year}-0001")).to_contain_text("€ 90.000,00")
    expect(rows.filter(has_text=f"CF-{year}-0002")).to_contain_text("€ 95.000,00")
    letter = secretary.page.get_by_role("link", name=f"Brief cofinanciering CF-{year}-0002")
    assert "95.000,00" in secretary.download_pdf(secretary.look_until(letter))
    secretary.go("/beheer/cofinanciering/enveloppe/").sees("€ 95.000,00", "€ 5.000,00")
    story.people["ann"].read_mail(f"Beslissing over de cofinanciering van {story.procurement}")


def cofinance(story: Story, lead: Person, staff: Person, secretary: Person) -> None:
    """Asked, on the agenda, granted within the envelope, amended."""
    record_procurement(story, staff)
    set_envelope(story, lead)
    asked = ask(story, staff)
    put_on_agenda(asked, secretary)
    grant(asked, story, secretary)
    see_both_decisions(asked, story, secretary)


def add_participant(story: Story, staff: Person, answers: dict[str, str]) -> None:
    staff.go(procurement_page(story)).follow("Deelnemer toevoegen").fill(answers).press("Toevoegen")
    staff.sees("De deelnemer is toegevoegd", answers["Naam"])


def buy(story: Story, staff: Person) -> None:
    """Launched, tendered for, awarded, delivered."""
    staff.go(procurement_page(story)).follow("Lancering vastleggen")
    staff.fill({"Gelanceerd op": typed(story.today), "Nummer van de aankondiging": f"{story.today.year}-512345"})
    staff.press("Bewaren").sees("De opdracht is gelanceerd")
    add_participant(story, staff, {"Ondernemingsnummer": kbo(82), "Naam": CONTRACTOR, "Rol": "Inschrijver"})
    add_participant(story, staff, {"Land": "NL", "Naam": "Diepzicht bv", "Rol": "Inschrijver"})
    staff.sees("2 ondernemingen").follow("Gunning vastleggen")
    staff.fill({"Gegund op": typed(story.today), "Opdrachtnemer": CONTRACTOR, "Gunningsbedrag": "380.000"})
    staff.press("Bewaren").sees("De opdracht is gegund").follow("Oplevering vastleggen")
    tomorrow = story.today + dt.timedelta(days=1)
    staff.fill({"Opgeleverd op": typed(tomorrow)}).press("Bewaren").sees("Deze datum ligt in de toekomst")
    staff.fill({"Opgeleverd op": typed(story.today), "Resultaat": "Meet tot op een centimeter."})
    staff.press("Bewaren").sees("De opdracht is opgeleverd", in_short(story.today))
    staff.go(project_page(story)).sees("Nodig om af te sluiten")
