"""Step 3: the assessment, the selection and the refusal."""

import datetime as dt
import re

from playwright.sync_api import expect

from tests.journeys.chain.answers import NEED as ANSWERS
from tests.journeys.chain.answers import PROBLEM
from tests.journeys.chain.story import NEED, REFUSED, Story, in_words, typed
from tests.journeys.people import Person, every, whole

CRITERIA = ("Behoefte", "Innovatie", "Impact en opschaling", "Haalbaarheid", "Engagement")
GROUNDS = "De behoefte is helder, en de markt heeft er nog geen antwoord op."
FEEDBACK = "Toon met een proef dat bestaande systemen niet volstaan, en dien opnieuw in."


def dossier(ref: str) -> str:
    return f"/beheer/aanvragen/{ref}/"


def check_eligibility(staff: Person) -> None:
    """Tick off every condition of the call, when it has any.

    The heading comes before the rest of the page: wait for what can be done, before asking which of the two it is.
    """
    to_check = staff.page.get_by_role("link", name="Ontvankelijkheid nagaan").first
    to_check.or_(staff.page.get_by_role("button", name="Ontvankelijk verklaren", exact=True)).first.wait_for()
    whole(staff.page)
    if to_check.is_visible():
        staff.follow("Ontvankelijkheid nagaan")
        for met in every(staff.page.get_by_label("Voldoet", exact=True)):
            met.check()
        staff.press("Bewaren").sees("De ontvankelijkheid is bewaard")


def ask_advice(story: Story, staff: Person, ref: str, title: str) -> None:
    """Staff lets the application through and asks an adviser."""
    staff.go("/beheer/aanvragen/").follow(title).sees_title(title)
    check_eligibility(staff)
    staff.press("Ontvankelijk verklaren").sees("In beoordeling").follow("Beoordelaars toewijzen")
    staff.page.get_by_role("group", name="Wie beoordeelt deze aanvraag?").get_by_label("Rik Janssens").check()
    staff.fill({"Advies gevraagd ten laatste op": typed(story.today + dt.timedelta(days=10))})
    staff.press("Toewijzen").sees("Gevraagd, met een mail: Rik Janssens.", "Wacht op advies van Rik Janssens")
    expect(staff.page).to_have_url(re.compile(f"{dossier(ref)}$"))


def advise(adviser: Person, ref: str, title: str, *, points: int, advice: str) -> None:
    """The adviser sees the answers only after declaring no conflict, scores every criterion and advises."""
    adviser.follow_mail(f"Wilt u aanvraag {ref} beoordelen?").sees_title("Eerst uw belangenverklaring")
    adviser.sees(title).sees_not(ANSWERS[PROBLEM])
    adviser.choose("Hebt u een belang bij deze aanvraag?", "Nee, ik kan deze aanvraag onafhankelijk beoordelen")
    adviser.press("Verklaring bevestigen").sees(ANSWERS[PROBLEM])
    for criterion in CRITERIA:
        adviser.choose(f"Punten voor {criterion}", str(points))
    adviser.fill({"Toelichting bij Behoefte": "Met cijfers onderbouwd."})
    adviser.choose("Wat is uw advies?", advice).fill({"Waarom?": "Zie de scores per criterium."})
    adviser.press("Advies geven").sees(f"Uw advies over {ref} is gegeven").follow(title).sees("Uw oordeel", advice)


def decide(lead: Person, ref: str, outcome: str, *, feedback: str = "") -> None:
    """The lead writes the decision, reads the letter over, and takes it."""
    lead.go(dossier(ref)).sees("Alle adviezen zijn binnen").follow("Beslissen").sees("Brief nalezen")
    lead.choose("Beslissing", outcome).fill({"Motivering": GROUNDS, "Feedback aan de aanvrager": feedback})
    whole(lead.page)
    if (why := lead.page.get_by_label("Waarom beslist u toch zo?")).count():  # the date is still open
        why.fill("Iedereen die wilde, diende in.")
    lead.press("Brief nalezen").sees("Er is nog niet beslist", GROUNDS)
    lead.press("Beslissing nemen en versturen").sees("De beslissing is genomen", outcome)


def select(story: Story, staff: Person, adviser: Person, lead: Person) -> None:
    """The first application is selected: its letter reaches the applicant."""
    ask_advice(story, staff, story.selected, NEED)
    advise(adviser, story.selected, NEED, points=4, advice="Selecteren")
    decide(lead, story.selected, "Geselecteerd")
    ann = story.people["ann"]
    ann.follow_mail(f"Uw aanvraag {story.selected} is geselecteerd").sees("Geselecteerd", GROUNDS)
    letter = ann.look_until(ann.page.get_by_role("region", name="Documenten").get_by_role("link", name="Beslissing"))
    paper = ann.download_pdf(letter)
    assert story.selected in paper
    assert GROUNDS in paper
    assert in_words(story.today) in paper


def refuse(story: Story, staff: Person, adviser: Person, lead: Person) -> None:
    """The second is not selected: its applicant reads what would make it stronger."""
    ask_advice(story, staff, story.refused, REFUSED)
    advise(adviser, story.refused, REFUSED, points=2, advice="Niet selecteren")
    lead.go(dossier(story.refused)).follow("Beslissen")
    lead.choose("Beslissing", "Niet geselecteerd").fill({"Motivering": GROUNDS}).press("Brief nalezen")
    lead.sees("Schrijf feedback waarmee de aanvrager verder kan")
    decide(lead, story.refused, "Niet geselecteerd", feedback=FEEDBACK)
    bram = story.people["bram"]
    bram.follow_mail(f"Beslissing over uw aanvraag {story.refused}").sees(
        "Niet geselecteerd", "Onze feedback", FEEDBACK
    )
