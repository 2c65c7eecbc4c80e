"""Looking at pages in the browser: which there are, and what an eye would find wrong with them."""

import html
import re
from collections.abc import Collection
from urllib.parse import urldefrag, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

AXE = Axe().axe_script
# Without `preload`: it fetches every style sheet anew to find those that turn with the device, and ours do not.
FAULTS = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}"""

WIDEST = """() => {
  const wider = document.documentElement.scrollWidth - window.innerWidth;
  if (wider <= 0) return "";
  const beyond = [...document.querySelectorAll("body *")].filter((one) => {
    const scrolls = one.parentElement.closest(".scroll, .tabs, pre");
    return !scrolls && one.getBoundingClientRect().right > window.innerWidth;
  });
  return `${wider} px wider than its window: ` + beyond.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(" ");
}"""

SQUEEZED = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  const found = [];
  for (let node; (node = texts.nextNode());) {
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
    const text = node.data.trim().replace(/\\s+/g, " ");
    if (lines > 2 && text.length < lines * 3) found.push(`${text} stands on ${lines} lines`);
  }
  return found;
}"""


def look_at_many(page: Page) -> None:
    """Give every page that this one will show its axe from the start: sending it to each takes longer than running it."""
    page.context.add_init_script(AXE)


def faults_of(page: Page) -> list[str]:
    """What axe finds, and how much wider the page is than its window; empty when nothing is wrong."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [*page.evaluate(FAULTS), *too_wide(page)]


def too_wide(page: Page) -> list[str]:
    """How much wider the page is than its window, with what sticks out; empty when nothing is."""
    told = page.evaluate(WIDEST)
    return [told] if told else []


def squeezed(page: Page) -> list[str]:
    """Texts whose letters stand below each other."""
    return page.evaluate(SQUEEZED)


def one_of_each(context: BrowserContext, starts: list[str], *, without: Collection[str] = ()) -> dict[str, str]:
    """One address of each kind of page that links lead to: {name of the route: address}."""
    found: dict[str, str] = {}
    queue, seen = list(starts), set(starts)
    while queue:
        address = queue.pop(0)
        name = route_of(address)
        if name in found or name in without or (name.startswith("admin:") and name != "admin:index"):
            continue
        response = context.request.get(address)
        if "text/html" not in response.headers.get("content-type", ""):
            continue
        parts = urlsplit(response.url)
        if parts.path == urlsplit(address).path:
            found[name] = address
            links = re.findall(r'<a[^>]+href="([^"]+)"', response.text())
        else:  # it leads elsewhere by itself
            links = [parts._replace(scheme="", netloc="").geturl()]
        for link in links:
            target, _fragment = urldefrag(urljoin(parts.path, html.unescape(link)))
            if target.startswith("/") and target not in seen and not target.startswith(("//", "/uitloggen", "/static")):
                seen.add(target)
                queue.append(target)
    return found


def route_of(address: str) -> str:
    """The name of the route that answers there."""
    try:
        return resolve(urlsplit(address).path).view_name or "?"
    except Resolver404:
        return "bestaat-niet"
