"""Chromium for the journeys: the one found on the machine, closed to the rest of the network.

Debian builds the shell without windows from the same source; it draws the same pages with half the work.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.patience import OF_A_PAGE

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",  # the tests also run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 640}  # a desktop at 400 %, and the smallest phones
FIXTURES = {"chromium", "new_page", "page"}


def find_chromium() -> str | None:
    """Give the path of a Chromium, or of Chrome."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return None


def launch_chromium(playwright):
    """Start the Chromium of this machine; also used by `make shots`."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)


def pytest_collection_modifyitems(config, items):
    """Refuse to run without a browser, unless it was said that there is none. The long walks go first."""
    walks = [item for item in items if FIXTURES & set(getattr(item, "fixturenames", ()))]
    for item in walks:
        item.add_marker("browser")
    if walks and os.environ.get("PIO_NO_BROWSER") == "1":
        config.hook.pytest_deselected(items=walks)
        items[:] = [item for item in items if item not in walks]
    elif walks and find_chromium() is None:
        raise pytest.UsageError("The browser tests need Chromium: install it, or leave them out with PIO_NO_BROWSER=1.")
    items.sort(key=lambda item: "programme" not in getattr(item, "fixturenames", ()))  # they walk the demo programme


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a process."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=OF_A_PAGE)
    # Playwright's own loop runs in this thread; Django would take that for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, live_server, request):
    """A function that opens a page in a window of its own; what the browser complains about fails the test."""
    contexts, complaints = [], []

    def open_page(*, viewport=DESKTOP, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(OF_A_PAGE)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: message.type == "error" and complaints.append(f"{page.url}: {message.text}"))
        contexts.append(context)
        return page

    yield open_page
    if request.node.stash.get(FAILED, False):
        keep_pictures(contexts, request.node.name)
    for context in contexts:
        context.close()
    marker = request.node.get_closest_marker("complaints")
    expected = marker.args if marker else ()
    assert [line for line in complaints if not any(text in line for text in expected)] == []


@pytest.fixture
def page(new_page):
    """One page at desktop width."""
    return new_page()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


def keep_pictures(contexts, name):
    """Keep what the browser showed when a test failed, in `build/failed/`."""
    folder = Path("build/failed")
    folder.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
