"""`make shots`: photographs of the pages with demo data, per role and width, and of the report page by page.

Starts the whole portal on a data folder of its own, logs in as each demo account, follows the links, and photographs
one page of each kind. The pictures go to build/shots/<role>/<width>/, with an index page beside them. Each page is also
looked at by axe, and may not be wider than its window: what is wrong is printed, and makes the command fail.
"""

import html
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import django
import pypdfium2
from playwright.sync_api import BrowserContext, sync_playwright

from tests.eyes import faults_of, one_of_each
from tests.plugins.browser import launch_chromium

BASE = Path(__file__).resolve().parent.parent
OUT = BASE / "build" / "shots"
DATA = BASE / "build" / "shots-data"
WIDTHS = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
PUBLIC = "publiek"
STARTS = {PUBLIC: ["/", "/inloggen/", "/aanmelden/", "/bestaat-niet/"], "aanvrager": ["/mijn/"], "collega": ["/mijn/"]}
READY_SECONDS = 600
LONGEST = 6_000  # pixels of a picture's height that are kept


def main() -> int:
    """Take all pictures; the exit code is 0 when nothing is wrong with any page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pio_portal.settings"
    os.environ |= {"PIO_DEMO": "1", "PIO_DATA_DIR": str(DATA)}
    django.setup()
    from pio_portal.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD

    roles = [PUBLIC, *(account.key for account in DEMO_ACCOUNTS)]
    wanted = sys.argv[1:] or roles
    shutil.rmtree(OUT, ignore_errors=True)
    wrong: list[str] = []
    with portal() as address, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        public_kinds: set[str] = set()
        for role in roles:
            if role not in wanted:
                continue
            context = browser.new_context(base_url=address, locale="nl-BE", timezone_id="Europe/Brussels")
            if role != PUBLIC:
                log_in(context, f"{role}@demo.pio.test", DEMO_PASSWORD)
            pages = one_of_each(
                context, STARTS.get(role, ["/start/"]), without=public_kinds if role != PUBLIC else set()
            )
            if role == PUBLIC:
                public_kinds = set(pages)
            wrong += photograph(context, role, pages)
            context.close()
            print(f"{role}: {len(pages)} pages", flush=True)
        browser.close()
    photograph_report()
    write_index()
    print(f"the pictures are in {OUT.relative_to(BASE)}/index.html")
    print("\n".join(wrong) or "axe finds nothing, and no page is wider than its window")
    return 1 if wrong else 0


@contextmanager
def portal() -> Iterator[str]:
    """The portal as `make run` starts it, on a free port; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "pio_portal.embedded.run"],
        cwd=BASE,
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("The portal did not start.")
            time.sleep(1)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def answers(address: str) -> bool:
    """Whether the portal serves pages already."""
    try:
        with urlopen(f"{address}/status/live/", timeout=5) as response:  # noqa: S310 - our own loopback address
            return response.status == 200
    except OSError:
        return False


def log_in(context: BrowserContext, email: str, password: str) -> None:
    """Log in as a user does."""
    page = context.new_page()
    page.goto("/inloggen/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=login]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/inloggen/" not in url)
    page.close()


def photograph(context: BrowserContext, role: str, pages: dict[str, str]) -> list[str]:
    """Every page at both widths, from top to bottom. Gives what is wrong with them."""
    page, wrong = context.new_page(), []
    for width, viewport in WIDTHS.items():
        folder = OUT / role / width
        folder.mkdir(parents=True, exist_ok=True)
        page.set_viewport_size(viewport)
        for name, address in pages.items():
            page.goto(address, wait_until="load")
            height = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
            page.screenshot(
                path=folder / f"{name.replace(':', '-')}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": viewport["width"], "height": max(height, viewport["height"])},
            )
            wrong += [f"{role} {width} {address}: {fault}" for fault in faults_of(page)]
    page.close()
    return wrong


def photograph_report() -> None:
    """The yearly report as PDF, and each of its pages as a picture."""
    from django.utils import timezone

    folder = OUT / "rapport"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "rapport.pdf"
    year = str(timezone.localdate().year)
    subprocess.run([sys.executable, "manage.py", "report", "--year", year, "--output", str(file)], cwd=BASE, check=True)
    document = pypdfium2.PdfDocument(file)
    for number in range(len(document)):
        document[number].render(scale=1.2).to_pil().save(folder / f"{number + 1:02d}.png")
    document.close()


def write_index() -> None:
    """A page with all pictures, by role."""
    parts = []
    for folder in sorted({path.parent for path in OUT.rglob("*.png")}):
        parts.append(f"<h2>{folder.relative_to(OUT)}</h2>")
        for path in sorted(folder.glob("*.png")):
            source = html.escape(str(path.relative_to(OUT)))
            parts.append(
                f'<figure><a href="{source}"><img src="{source}" loading="lazy" alt=""></a><figcaption>{path.stem}</figcaption></figure>'
            )
    style = "body{font:16px sans-serif;margin:2rem}figure{display:inline-block;margin:8px;vertical-align:top}img{width:240px;border:1px solid #ccc}"
    text = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Shots</title><style>{style}</style>{"".join(parts)}</html>'
    (OUT / "index.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
