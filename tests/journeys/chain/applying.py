"""Steps 1 and 2: the call, and the applications that answer to it."""

import datetime as dt
import re

from django.utils import timezone
from playwright.sync_api import expect

from calls.models import Call
from calls.questionnaire.default_form import CHECKS
from tests.factories.ground import PASSWORD, kbo
from tests.files import pdf
from tests.journeys.chain import answers
from tests.journeys.chain.story import NEED, REFUSED, Story, in_short, in_words, typed
from tests.journeys.people import People, Person

CITY = "Stad Waterlinde"
ATTACHMENT = "Rioolplan.pdf"
HASH = re.compile(r"[0-9a-f]{64}")


def make_the_call(story: Story, lead: Person, visitor: Person) -> None:
    """The programme lead makes the call with three rounds, and the public reads it with its dates."""
    lead.go("/beheer/oproepen/").follow("Nieuwe oproep").sees_title("Nieuwe oproep")
    lead.fill({"Code": story.call, "Titel": f"Open oproep {story.today.year}", "Jaar": str(story.today.year)})
    for number, (opens, closes) in enumerate(story.rounds(), 1):
        dates = {"Opent op": typed(opens), "Sluit op": typed(closes)}
        lead.fill(dates, within=lead.group(f"Indiendatum {number}"))
    lead.press("Bewaren").sees_title(f"Open oproep {story.today.year}")
    visitor.go("/oproepen/").sees_not(f"Open oproep {story.today.year}")
    lead.press("Publiceren").sees("Gepubliceerd")
    visitor.go("/").sees(f"Open oproep {story.today.year}")
    visitor.go("/oproepen/").follow(f"Open oproep {story.today.year}").sees(story.call)
    for _opens, closes in story.rounds():
        visitor.sees(in_words(closes.date()))


def sign_up(who: Person) -> None:
    """Make an account and confirm the address with the link of the mail."""
    who.go("/aanmelden/")
    who.fill({"Uw naam": who.name, "E-mailadres van uw werk": who.email, "Kies een wachtwoord": PASSWORD})
    who.press("Account aanmaken").sees_title("Kijk in uw mailbox")
    who.follow_mail("Bevestig uw e-mailadres").sees_title("E-mailadres bevestigen").press("Bevestigen")
    who.sees_title(f"Dag {who.name}")


def find_organisation(who: Person, number: str) -> None:
    """Look for the organisation by its enterprise number."""
    who.go("/mijn/organisaties/").follow("Organisatie zoeken").sees_title("Zoek uw organisatie")
    who.fill({"Ondernemingsnummer (KBO) of naam": number})
    who.press("Zoeken", within=who.page.get_by_role("search").locator("visible=true").last)


def add_organisation(story: Story, who: Person) -> None:
    """A mistyped number is told at its box; the right one is unknown, so it is added, to write for it at once."""
    story.kbo = kbo(71)
    find_organisation(who, "0316.380.842")
    expect(who.page.locator("#id_q_error")).to_be_visible()
    who.fill({"Ondernemingsnummer (KBO) of naam": story.kbo})
    who.press("Zoeken", within=who.page.get_by_role("search").locator("visible=true").last)
    who.sees("Niets gevonden").follow("Organisatie toevoegen").sees_title("Organisatie toevoegen")
    who.fill({"Naam": CITY, "Soort organisatie": "Lokaal bestuur", "Postcode": "9000"}).press("Toevoegen")
    who.sees("PIO bevestigt u als beheerder", "Er is nog geen beheerder").sees_title(CITY)


def confirm_manager(lead: Person, who: Person) -> None:
    """PIO confirms who added the organisation as its manager, who hears of it."""
    lead.go("/beheer/").follow(f"{who.name} wacht om beheerder te worden").sees_title(CITY)
    lead.fill({f"Wat {who.name} mag": "Beheerder"}).press(f"Aanpassen {who.name}").sees("is aangepast")
    assert CITY in who.read_mail(f"U bent nu beheerder van {CITY}")
    who.go("/mijn/organisaties/").follow(CITY).sees_not("Er is nog geen beheerder")


def join_organisation(story: Story, who: Person, manager: Person) -> None:
    """A colleague finds the organisation and asks access; the manager lets the colleague in."""
    find_organisation(who, story.kbo)
    who.sees("Gevonden", CITY).press(f"Toegang vragen {CITY}").sees("De beheerder van")
    manager.go("/mijn/organisaties/").follow(CITY).sees("Vragen toegang", who.name)
    asking = manager.page.get_by_role("region", name="Vragen toegang")
    manager.fill({f"Wat {who.name} mag": "Beheerder"}, within=asking)
    manager.press(f"Toelaten {who.name}").sees("heeft nu toegang")
    who.go("/mijn/organisaties/").sees("Beheerder")


def begin(story: Story, who: Person, title: str) -> str:
    """Begin an application for the first round; gives its reference."""
    who.go(f"/oproepen/{story.call}/").follow("Start een aanvraag").sees_title("Kom ik in aanmerking?")
    for question in CHECKS:
        who.choose(question["question"], "Ja")
    who.press("Bekijk het resultaat").sees("Ja, u kunt een aanvraag indienen.")
    who.follow("Aanvraag beginnen").sees_title("Nieuwe aanvraag")
    who.fill({"Hoe heet uw project?": title, "Thema": "Water", "Beleidsdomein": "Omgeving"})
    who.group("Voor welke indiendatum?").get_by_label("Indiendatum 1:").check()
    who.press("Aanvraag beginnen").sees_title(title).sees("1 van 6 onderdelen")
    return who.page.url.rstrip("/").rsplit("/", 1)[1]


def write(story: Story, who: Person) -> None:
    """The sections: saved while typing, what is wrong told at its question, and what was typed kept."""
    who.follow("Contact en trekker").sees_title("Contact en trekker").fill(answers.CONTACT)
    expect(who.page.locator("#section-saved")).to_contain_text(re.compile(r"Bewaard om \d\d\.\d\d uur"))
    who.page.reload()
    expect(who.field("Wie is de projectleider?")).to_have_value(answers.CONTACT["Wie is de projectleider?"])
    answers.fill_contact(who)
    who.sees_title("Behoefte en gebruikers").fill({**answers.NEED, answers.PROBLEM: "Te kort."})
    who.press("Bewaren en verder").sees("Dit moet nog in orde")
    wrong = who.page.locator(".field.error").filter(has_text=answers.PROBLEM)
    expect(wrong).to_contain_text("50 tekens")
    expect(who.field(answers.PROBLEM)).to_have_value("Te kort.")
    answers.fill_need(who)
    answers.fill_the_rest(who, story.today)
    who.sees("6 van 6 onderdelen")


def attach(who: Person) -> None:
    """Add attachments, two at once: a file of a wrong kind is refused by itself."""
    who.follow("Bijlagen").sees_title("Bijlagen")
    wrong = {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00 niets voor ons"}
    right = {"name": ATTACHMENT, "mimeType": "application/pdf", "buffer": pdf()}
    who.field("Kies bestanden").set_input_files([wrong, right])
    who.sees("Dit soort bestand kan niet", "is toegevoegd")
    expect(who.page.get_by_role("link", name=ATTACHMENT)).to_be_visible()
    who.follow("Terug naar de takenlijst").sees("1 bestand")


def sign(who: Person) -> Person:
    """Name and function under the declaration."""
    who.fill({"Naam van wie ondertekent": who.name, "Functie van wie ondertekent": "Algemeen directeur"})
    who.field("Ik verklaar dit alles").check()
    return who


def submit(story: Story, who: Person) -> None:
    """Check the answers and submit. The receipt has the reference, the moment and the hash: on the page, as PDF, by mail."""
    who.follow("Antwoorden nakijken en indienen").sees(answers.NEED[answers.PROBLEM], "Rioolplan", "€ 400.000,00")
    sign(who).press("Aanvraag indienen").sees_title("Uw aanvraag is ingediend")
    who.sees(story.selected, "Ingediend", in_short(story.today))
    seal = who.text_of("code.hash")
    assert HASH.fullmatch(seal), seal
    receipt = who.look_until(who.page.locator("#receipt-file").get_by_role("link", name="Ontvangstbewijs"))
    paper = who.download_pdf(receipt)
    assert story.selected in paper
    assert seal in paper.replace(" ", "")
    mail = who.read_mail(f"Uw aanvraag {story.selected} is ingediend")
    assert story.selected in mail
    assert seal in mail
    who.go(f"/mijn/aanvragen/{story.selected}/").sees("Ontvangstbewijs", "Rioolplan")


def come_too_late(story: Story, who: Person) -> None:
    """After the closing moment submitting is refused kindly, and the application goes along to the next round."""
    who.follow("Contact en trekker").sees_title("Contact en trekker")
    answers.fill_contact(who)
    who.sees_title("Behoefte en gebruikers")
    answers.fill_need(who)
    answers.fill_the_rest(who, story.today)
    who.follow("Antwoorden nakijken en indienen").sees("U dient in als")
    close_first_round(story.call)
    sign(who).press("Aanvraag indienen").sees("Uw aanvraag is niet ingediend", "De indiendatum sloot op")
    who.sees("U kunt deze aanvraag meenemen naar de volgende indiendatum")
    who.press("Meenemen naar de volgende indiendatum").sees("indiendatum 2")
    open_second_round(story.call)
    sign(who.follow("Antwoorden nakijken en indienen")).press("Aanvraag indienen")
    who.sees_title("Uw aanvraag is ingediend").sees(story.refused)


def close_first_round(code: str) -> None:
    """Time passes: the first round closed a minute ago."""
    Call.objects.get(code=code).rounds.filter(number=1).update(closes_at=timezone.now() - dt.timedelta(minutes=1))


def open_second_round(code: str) -> None:
    """Time passes: the second round opens now."""
    Call.objects.get(code=code).rounds.filter(number=2).update(opens_at=timezone.now())


def apply(story: Story, people: People, lead: Person) -> None:
    """Two people of one city: one is in time, the other is not."""
    ann, bram = people.visitor("ann@stad.test", "Ann Peeters"), people.visitor("bram@stad.test", "Bram Claes")
    sign_up(ann)
    add_organisation(story, ann)
    confirm_manager(lead, ann)
    sign_up(bram)
    join_organisation(story, bram, ann)
    story.selected = begin(story, ann, NEED)
    write(story, ann)
    attach(ann)
    submit(story, ann)
    story.refused = begin(story, bram, REFUSED)
    come_too_late(story, bram)
    story.people |= {"ann": ann, "bram": bram}
