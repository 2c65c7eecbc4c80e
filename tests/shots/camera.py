"""Photographing: one page of each kind, per role and width, with all that moves standing still."""

import html
import json
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from playwright.sync_api import BrowserContext, Page, sync_playwright

from pio_portal.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from tests.eyes import faults_of, one_of_each, squeezed
from tests.plugins.browser import DESKTOP, PHONE, ZOOMED, launch_chromium
from tests.shots.portal import MOMENT

WIDTHS = (DESKTOP, PHONE, ZOOMED)
PUBLIC = "publiek"
ROLES = (PUBLIC, *(account.key for account in DEMO_ACCOUNTS))
STARTS = {PUBLIC: ["/", "/inloggen/", "/aanmelden/", "/bestaat-niet/"], "aanvrager": ["/mijn/"], "collega": ["/mijn/"]}
LONGEST = 6_000  # pixels of a picture's height that are kept
REVEALING = DESKTOP | {"height": LONGEST}  # so high that what is fetched when it comes into view is fetched at once
ADDRESSES = "addresses.json"  # of each page that was photographed, written when the set is complete
DRAWN = """async () => {
  await document.fonts.ready;
  while (document.querySelector(".htmx-request")) await new Promise(requestAnimationFrame);
}"""


def photograph(folder: Path, address: str, roles: Iterable[str], *, look: bool) -> list[str]:
    """Photograph what these roles see into `folder`; with `look` also say what is wrong with it."""
    addresses: dict[str, str] = {}
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        public: dict[str, str] = {}
        for role in (PUBLIC, *(role for role in roles if role != PUBLIC)):
            context = browser.new_context(
                base_url=address, locale="nl-BE", timezone_id="Europe/Brussels", reduced_motion="reduce"
            )
            context.clock.set_fixed_time(MOMENT)
            if role != PUBLIC:
                log_in(context, f"{role}@demo.pio.test", DEMO_PASSWORD)
            pages = one_of_each(context, STARTS.get(role, ["/start/"]), without=public)
            public = public or pages
            if role in roles:
                wrong += photograph_pages(context, folder / role, pages, look=look)
                addresses |= {f"{role}/{file_of(name)}": where for name, where in pages.items()}
                print(f"{role}: {len(pages)} pages", flush=True)
            context.close()
        browser.close()
    (folder / ADDRESSES).write_text(json.dumps(addresses, indent=1), encoding="utf-8")
    return wrong


def log_in(context: BrowserContext, email: str, password: str) -> None:
    """Log in as a user does."""
    page = context.new_page()
    page.goto("/inloggen/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=login]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/inloggen/" not in url)
    page.close()


def photograph_pages(context: BrowserContext, folder: Path, pages: dict[str, str], *, look: bool) -> list[str]:
    """Every page from top to bottom at every width; with `look` also what is wrong with it there."""
    page, wrong = context.new_page(), []
    for name, address in pages.items():
        page.set_viewport_size(REVEALING)
        page.goto(address, wait_until="load")
        for viewport in WIDTHS:
            page.set_viewport_size(viewport)
            width = folder / str(viewport["width"])
            take(page, width / f"{file_of(name)}.png", viewport)
            if look:
                wrong += [
                    f"{width.relative_to(folder.parent)} {address}: {fault}"
                    for fault in [*faults_of(page), *squeezed(page)]
                ]
    page.close()
    return wrong


def take(page: Page, file: Path, viewport: dict[str, int]) -> None:
    """One picture, once the fonts are there and nothing is being fetched."""
    page.evaluate(DRAWN)
    height = min(LONGEST, max(viewport["height"], page.evaluate("document.documentElement.scrollHeight")))
    clip = {"x": 0, "y": 0, "width": viewport["width"], "height": height}
    page.screenshot(path=file, full_page=True, clip=clip, animations="disabled")


def file_of(route: str) -> str:
    """The name of a picture of that route."""
    return route.replace(":", "-")


def photograph_report(file: Path) -> None:
    """Each page of a report as a picture, beside it."""
    document = pypdfium2.PdfDocument(file)
    for number, page in enumerate(document, start=1):
        page.render(scale=1.2).to_pil().save(file.parent / f"{number:02d}.png")
    document.close()


def write_index(folder: Path) -> None:
    """A page with all pictures, by role and width."""
    parts = []
    for shelf in sorted({path.parent for path in folder.rglob("*.png")}):
        parts.append(f"<h2>{shelf.relative_to(folder)}</h2>")
        for path in sorted(shelf.glob("*.png")):
            source = html.escape(str(path.relative_to(folder)))
            parts.append(
                f'<figure><a href="{source}"><img src="{source}" loading="lazy" alt=""></a>'
                f"<figcaption>{html.escape(path.stem)}</figcaption></figure>"
            )
    style = (
        "body{font:16px sans-serif;margin:2rem}figure{display:inline-block;margin:8px;vertical-align:top}"
        "img{width:240px;border:1px solid #ccc}"
    )
    text = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Shots</title><style>{style}</style>{"".join(parts)}</html>'
    (folder / "index.html").write_text(text, encoding="utf-8")
