"""Steps 4 and 5: the project, and what the market says about it."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from consultations.models import MarketConsultation
from tests.journeys.chain.story import NEED, Story, in_short, typed
from tests.journeys.people import People, Person

TERM = 365  # days from the start to the launch, as the call says
MEETING = "Marktconsultatie rioolinspectie"
CONCLUSIONS = "De markt kan onder water meten, maar vraagt een langere proefperiode."


def project_page(story: Story) -> str:
    return f"/beheer/projecten/{story.project}/"


def start_project(story: Story, staff: Person) -> None:
    """The selected application becomes a project with its target term; both sides confirm what they promise."""
    ann = story.people["ann"]
    staff.go("/beheer/projecten/").follow("Project starten").sees_title("Project starten").follow(NEED)
    staff.fill({"Start van het project": typed(story.today), "PIO-begeleider": staff.name})
    staff.press("Project starten").sees("Het project is gestart").sees_title(NEED)
    story.project = staff.page.url.rstrip("/").rsplit("/", 1)[1]
    expect(staff.fact("Streefdatum")).to_have_text(in_short(story.today + dt.timedelta(days=TERM)))
    staff.follow("Engagementen bevestigen").sees("Wat beide kanten beloven", "Nog niet voorgelegd")
    staff.press("Bevestigen voor PIO en voorleggen aan de klant").sees("De engagementen zijn bevestigd voor PIO")
    staff.go(project_page(story)).sees("Wacht op de bevestiging van de klant")
    ann.follow_mail(f"Bevestig de engagementen van project {story.project}").sees("Bevestig de engagementen.")
    ann.press("Ik bevestig deze engagementen").sees("U hebt de engagementen bevestigd")
    staff.go(project_page(story)).press("Naar fase “Voortraject”").sees("Voortraject bijwerken")


def report_delay(story: Story, staff: Person) -> None:
    """The launch moves past its target: only with a reason, which the client reads too."""
    late = story.today + dt.timedelta(days=TERM + 40)
    staff.go(project_page(story))
    milestones = staff.page.get_by_role("region", name="Mijlpalen")
    launch = milestones.get_by_role("row").filter(has_text=in_short(story.today + dt.timedelta(days=TERM)))
    name = launch.get_by_role("link").inner_text()
    launch.get_by_role("link").click()
    staff.fill({"Wanneer verwacht u deze mijlpaal nu?": typed(late)}).press("Verschuif")
    staff.sees("Kies waarom de mijlpaal opschuift")
    staff.fill({"Waarom schuift hij op?": "Trage besluitvorming"}).press("Verschuif")
    staff.sees("De verwachte datum is bewaard", "De streeftermijn is in gevaar", "40 dagen na de streefdatum")
    staff.sees("Laatst gemelde reden: trage besluitvorming")
    row = staff.page.get_by_role("region", name="Mijlpalen").get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text(in_short(late))
    story.people["ann"].go(f"/mijn/projecten/{story.project}/").sees(in_short(late))


def prepare(story: Story, staff: Person) -> None:
    """The steps of the preparation: two done, one left out with its reason."""
    page = f"{project_page(story)}voortraject/"
    days = {"Gestart op": typed(story.today), "Afgerond op": typed(story.today)}
    staff.go(page).follow("Behoefteanalyse").fill(days).press("Bewaren").sees("De stap is bewaard")
    staff.go(page).follow("Overslaan State-of-the-art")
    staff.fill({"Waarom is deze stap niet nodig?": "De studie van vorig jaar volstaat."}).press("Stap overslaan")
    staff.sees("De stap wordt overgeslagen").follow("Marktconsultatie", within=staff.page.locator("table"))
    staff.fill(days).press("Bewaren").sees("De stap is bewaard")


def announce(story: Story, staff: Person) -> None:
    """Staff announces a consultation for the project; it stands on the public site."""
    staff.go("/beheer/marktconsultaties/").follow("Nieuwe marktconsultatie")
    starts = story.moment(14, 10)
    staff.fill({"Titel": MEETING, "Begint op": typed(starts), "Eindigt op": typed(starts + dt.timedelta(hours=2))})
    staff.fill({"Plaats": "VAC Gent", "Project": story.project, "Samenvatting": "Hoe meet u verzakking onder water?"})
    staff.press("Bewaren").sees("Ze is nog niet publiek", story.project)
    staff.press("Publiceren").sees("staat op de publieke site")
    story.consultation = staff.page.url.rstrip("/").rsplit("/", 1)[1]


def register(who: Person, name: str, enterprise: str) -> None:
    """Somebody without an account finds the consultation, registers, and confirms by the link of the mail."""
    who.go("/marktconsultaties/").follow(MEETING).follow("Inschrijven").sees_title("Inschrijven")
    who.fill({"E-mailadres": who.email, "Voornaam en naam": name, "Organisatie": enterprise})
    who.choose("U komt van een", "Onderneming")
    who.press("Inschrijven").sees_title("Controleer uw mailbox")
    who.follow_mail(f"Bevestig uw inschrijving: {MEETING}", part="/inschrijving/").sees("U bent nog niet ingeschreven")
    who.press("Inschrijving bevestigen").sees("Uw plaats is zeker")


def consult_the_market(story: Story, staff: Person, people: People) -> None:
    """Two enterprises register, one cancels by its own link; afterwards everybody reads the conclusions."""
    announce(story, staff)
    stays, leaves = people.visitor("els@meetbaar.test"), people.visitor("omar@onderwater.test")
    register(stays, "Els Meert", "Meetbaar bv")
    register(leaves, "Omar Haddad", "Onderwater nv")
    leaves.follow_mail(f"U bent ingeschreven: {MEETING}", part="/inschrijving/")
    leaves.page.locator("summary", has_text="Inschrijving annuleren").click()
    leaves.press("Ja, annuleren").sees("U hebt deze inschrijving geannuleerd")
    hold_the_consultation(story.consultation)
    staff.go(f"/beheer/marktconsultaties/{story.consultation}/inschrijvingen/").sees("Els Meert", "Geannuleerd")
    staff.page.get_by_label("Els Meert was aanwezig").check()
    staff.press("Aanwezigen bewaren")
    expect(staff.page.get_by_label("Els Meert was aanwezig")).to_be_checked()
    staff.go(f"/beheer/marktconsultaties/{story.consultation}/").follow("Conclusies publiceren")
    staff.fill({"Conclusies": CONCLUSIONS}).press("Publiceren en mailen").sees("De conclusies staan online")
    stays.follow_mail(f"De conclusies staan online: {MEETING}", part="/marktconsultaties/").sees(CONCLUSIONS)
    leaves.go("/marktconsultaties/").follow(MEETING).sees("Conclusies", CONCLUSIONS)
    leaves.go(f"/postvak/?aan={leaves.email}").sees("Uw inschrijving is geannuleerd").sees_not("De conclusies")


def hold_the_consultation(ref: str) -> None:
    """Time passes: it begins after the cancellation of just now, and is over at once."""
    occasion = MarketConsultation.objects.get(ref=ref).occasion
    occasion.starts_at = timezone.now()
    occasion.ends_at = occasion.starts_at + dt.timedelta(milliseconds=1)
    occasion.save()
