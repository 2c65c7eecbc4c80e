"""Steps 8 and 9: knowledge is shared, the project closes, and the report counts all of it."""

import datetime as dt
import re

from django.utils import timezone
from playwright.sync_api import Locator, expect

from outreach.models import Event
from tests.files import text_of_pdf
from tests.journeys.chain.guiding import project_page
from tests.journeys.chain.story import NEED, Story, typed
from tests.journeys.people import Person

EVENT = "Leren van onder water meten"
TALE = "Hoe Waterlinde zijn riolen leerde lezen"


def close_too_early(story: Story, staff: Person, *, missing: list[str], present: list[str]) -> None:
    """Closing says what must be done first, and offers no button."""
    staff.go(project_page(story)).more("Afsluiten").sees_title("Project afsluiten").sees(*missing)
    for sentence in present:
        staff.sees_not(sentence)
    expect(staff.page.get_by_role("button", name="Project afsluiten")).to_have_count(0)


def hold_event(story: Story, staff: Person) -> None:
    """A knowledge-sharing activity, announced with the project and held."""
    staff.go("/beheer/activiteiten/").follow("Nieuwe activiteit")
    starts = story.moment(21, 14)
    staff.fill({"Titel": EVENT, "Soort": "Kennisdeling", "Begint op": typed(starts), "Plaats": "Online"})
    staff.fill({"Samenvatting": "Waterlinde toont wat het leerde.", "Project": story.project}).press("Bewaren")
    staff.sees("Ze is nog niet publiek", story.project).press("Publiceren").sees("staat op de publieke site")
    ref = staff.page.url.rstrip("/").rsplit("/", 1)[1]
    let_event_pass(ref)
    staff.go(f"/beheer/activiteiten/{ref}/").press("De activiteit ging door").sees(
        "Genoteerd: de activiteit is gehouden"
    )


def let_event_pass(ref: str) -> None:
    """Time passes: the event began an hour ago."""
    occasion = Event.objects.get(ref=ref).occasion
    occasion.starts_at = timezone.now() - dt.timedelta(hours=1)
    occasion.ends_at = timezone.now() - dt.timedelta(minutes=1)
    occasion.save()


def tell_story(story: Story, writer: Person, visitor: Person) -> None:
    """A story about the project, published by communication; the public reads it."""
    writer.go("/beheer/communicatie/").follow("Nieuw verhaal")
    writer.fill({"Titel": TALE, "Inleiding": "Van instorting naar voorspelling.", "Project": story.project})
    writer.fill({"Tekst": "## Het begin\n\nEerst **luisteren**, dan meten."}).press("Bewaren")
    writer.sees("Het is nog niet publiek").press("Publiceren").sees("Het verhaal staat op de publieke site")
    visitor.go("/verhalen/").follow(TALE).sees_title(TALE).sees("Het begin", "Eerst luisteren, dan meten.")


def close(story: Story, staff: Person, colleague: Person, writer: Person, visitor: Person) -> None:
    """Refused without knowledge shared, refused without a story; then proposed by one, and closed for good by another."""
    activity, tale = "minstens één gehouden kennisdelingsactiviteit", "minstens één gepubliceerd verhaal"
    close_too_early(story, staff, missing=[activity, tale], present=[])
    hold_event(story, staff)
    close_too_early(story, staff, missing=[tale], present=[activity])
    tell_story(story, writer, visitor)
    staff.go(project_page(story)).follow("Project afsluiten").sees("Alles is rond", EVENT, TALE)
    staff.press("Voorstellen om af te sluiten").sees("Een collega van PIO sluit het af")
    expect(staff.page.get_by_role("button", name="Project afsluiten")).to_have_count(0)
    colleague.go("/beheer/").sees("Voorgesteld door een collega")
    colleague.go(project_page(story)).follow("Project afsluiten").sees("Bent u het eens?")
    colleague.fill({"Afgesloten op": typed(story.today)}).press("Project afsluiten").sees("Het project is afgesloten")
    story.people["ann"].go(f"/mijn/projecten/{story.project}/").sees("Afgerond")


# What the year counts after this journey, as it stands on the page
FIGURES = {"I01": "2", "I02": "1", "I03": "1,00", "I04": "1", "I05": "1", "I06": "€ 95.000,00", "I07": "2,00"}


def read_figures(story: Story, manager: Person) -> None:
    """The figures of the year are the journey's own, and each opens its rows."""
    year = str(story.today.year)
    manager.go(f"/beheer/rapporten/?van={year}&tot={year}").sees_title("Rapporten")
    section_of(manager, "I01").locator("summary", has_text="Toon als tabel").click()
    shown = {code: section_of(manager, code).locator("td strong").first.text_content() for code in FIGURES}
    assert {code: value.replace("\xa0", " ") for code, value in shown.items()} == FIGURES
    story.sentences = [section_of(manager, code).locator("p").first.inner_text() for code in FIGURES]
    manager.follow(f"Open de rijen van {year}", within=section_of(manager, "I01"))
    manager.sees(story.selected, story.refused, "2 rijen").page.go_back()
    manager.follow(f"Open de rijen van {year}", within=section_of(manager, "I02")).sees(story.selected, NEED, "1 rij")


def section_of(manager: Person, code: str) -> Locator:
    """The part of the page about one indicator."""
    return manager.page.locator("section", has=manager.page.locator(f"h2#{code}"))


def make_report(story: Story, manager: Person) -> None:
    """The worker makes the report while the page shows how far it is; the PDF has the title and the figures."""
    year = str(story.today.year)
    manager.go(f"/beheer/rapporten/?van={year}&tot={year}").press("PDF-rapport maken")
    manager.sees_title(f"Indicatorenrapport {year}")
    expect(manager.page.get_by_role("progressbar")).to_be_visible()
    ready = manager.page.get_by_role("link", name="PDF downloaden")
    expect(ready).to_be_visible()
    paper = text_of_pdf(manager.download(ready))
    assert re.search(rf"Indicatorenrapport.*{year}", paper), paper[:500]
    for expected in (story.selected, NEED, *(" ".join(sentence.split()) for sentence in story.sentences)):
        assert expected in paper, expected


def see_all_mail_gone(manager: Person) -> None:
    """Nothing waits in the outbox: the worker sent every mail of the journey."""
    manager.go("/postvak/")
    manager.look_until(manager.page.locator("main").filter(has_not_text="Er wachten nog mails"))
