"""People at their own browser, who do and see on a page what a person does and sees there: labels, buttons, texts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotYet

from pio_portal.accounts.enums import Role
from tests.factories.ground import PASSWORD, account
from tests.files import text_of_pdf
from tests.mails import leave_together

LOOKS = 40  # times that a page is asked again for what the worker makes
CONTROLS = "input, textarea, select"
LINK = re.compile(r"https?://\S+")


def whole(page: Page) -> None:
    """Wait until the page has come whole. First wait for something that only this page has: until then it is the last one."""
    page.wait_for_load_state("domcontentloaded")


def every(wanted: Locator) -> list[Locator]:
    """All of these. What `all()` of a locator gives is what has come so far, which may be none."""
    wanted.first.wait_for()
    whole(wanted.page)
    return wanted.all()


class Person:
    """Somebody with a browser of its own."""

    def __init__(self, page: Page, email: str, name: str = "") -> None:
        self.page, self.email, self.name = page, email, name

    # Going about

    def go(self, address: str) -> "Person":
        """Open an address of the portal, as from a bookmark or from a mail."""
        parts = urlsplit(address)
        answer = self.page.goto(parts.path + (f"?{parts.query}" if parts.query else ""))
        assert answer.ok, f"{address} answers {answer.status}"
        return self

    def follow(self, name: str, *, within: Locator | None = None) -> "Person":
        """Click a link."""
        (within or self.page).get_by_role("link", name=name).first.click()
        return self

    def press(self, name: str, *, within: Locator | None = None) -> "Person":
        """Click a button."""
        (within or self.page).get_by_role("button", name=name, exact=True).click()
        return self

    def more(self, name: str) -> "Person":
        """Open the menu “Meer” of a dossier and choose from it."""
        menu = self.page.locator("details.drop", has=self.page.locator("summary", has_text="Meer"))
        menu.locator("summary").click()
        return self.follow(name, within=menu)

    # Forms

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """A box by its label, with or without “(niet verplicht)”."""
        named = re.compile(rf"^\s*{re.escape(label)}(\s*\(niet verplicht\))?\s*$")
        scope = within or self.page.locator("main")
        return scope.get_by_label(named).and_(self.page.locator(CONTROLS))

    def fill(self, answers: dict[str, str], *, within: Locator | None = None) -> "Person":
        """Fill in boxes by their labels; a list is chosen from."""
        for label, value in answers.items():
            box = self.field(label, within=within)
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
        return self

    def choose(self, question: str, answer: str) -> "Person":
        """Choose one of the buttons under a question."""
        self.group(question).get_by_label(answer, exact=True).check()
        return self

    def group(self, name: str) -> Locator:
        """The fields under one question or heading."""
        return self.page.get_by_role("group", name=name)

    # What is on the page

    def sees(self, *texts: str) -> "Person":
        """Wait until the page says all of this."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        return self

    def sees_title(self, title: str) -> "Person":
        """Wait for the page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        return self

    def sees_not(self, text: str) -> "Person":
        """What must not be there. Look only after the page was recognised by something that is."""
        expect(self.page.locator("main")).not_to_contain_text(text)
        return self

    def text_of(self, selector: str) -> str:
        """What stands in one place."""
        self.page.locator(selector).wait_for()
        whole(self.page)
        return self.page.locator(selector).inner_text().strip()

    def fact(self, label: str) -> Locator:
        """The value beside a label in a list of facts."""
        term = self.page.locator("dl.facts > dt").filter(has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
        return term.first.locator("xpath=following-sibling::dd[1]")

    def look_until(self, wanted: Locator) -> Locator:
        """Ask the page again until what the worker makes has come."""
        for _look in range(LOOKS):
            try:
                wanted.wait_for(timeout=1_000)
            except NotYet:
                self.page.reload()
            else:
                return wanted
        expect(wanted).to_be_visible()
        return wanted

    def download(self, link: Locator) -> bytes:
        """Click a link to a file and give what came."""
        with self.page.expect_download() as coming:
            link.click()
        return Path(coming.value.path()).read_bytes()

    def download_pdf(self, link: Locator) -> str:
        """Click a link to a PDF and give its text, as pypdf reads it."""
        return text_of_pdf(self.download(link))

    # Mail and log-in

    def read_mail(self, subject: str) -> str:
        """Open my newest mail with this subject in the mailbox, and give its text."""
        leave_together()  # those that wait a minute for others of their kind
        self.go(f"/postvak/?aan={self.email}")
        self.look_until(self.page.get_by_role("link", name=subject).first).click()
        self.sees_title(subject)
        return self.text_of("main .panel")

    def follow_mail(self, subject: str, *, part: str = "/") -> "Person":
        """Open the link of that mail."""
        found = [link for link in LINK.findall(self.read_mail(subject)) if part in link]
        return self.go(found[0])

    def log_in(self, password: str = PASSWORD) -> "Person":
        """Log in on the log-in page."""
        self.go("/inloggen/").fill({"E-mailadres": self.email, "Wachtwoord": password})
        self.press("Inloggen", within=self.page.locator("main form").first)
        self.page.wait_for_url(lambda url: "/inloggen/" not in url)
        return self


class People:
    """Everybody in the journey; each gets a window when first needed."""

    def __init__(self, new_page) -> None:
        self.new_page, self.known = new_page, {}

    def visitor(self, email: str = "", name: str = "") -> Person:
        """Somebody without an account."""
        return Person(self.new_page(), email, name)

    def with_role(self, name: str, *roles: Role) -> Person:
        """Somebody of the programme, logged in."""
        email = f"{name.split(maxsplit=1)[0].lower()}@vlaio.example"
        account(email=email, name=name, roles=roles, password=PASSWORD)
        return Person(self.new_page(), email, name).log_in()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say in which step of the chain something broke."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"In step {name}")
        raise
