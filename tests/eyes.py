"""What an eye would find wrong with a page in the browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def faults_of(page: Page) -> list[str]:
    """What axe finds, and how much wider the page is than its window; empty when nothing is wrong."""
    found = Axe().run(page).response["violations"]
    faults = [f"{fault['id']}: {node['target']} {node['failureSummary']}" for fault in found for node in fault["nodes"]]
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*faults, f"{wider} px wider than its window"] if wider > 0 else faults
