"""The portal's template tags: built in, so that no template loads them."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pio_portal import formats
from pio_portal.accounts.demo import DEMO_PASSWORD
from pio_portal.accounts.forms import demo_logins
from pio_portal.accounts.middleware import may_open
from pio_portal.ui import charts, inputs, navigation, richtext
from pio_portal.ui.autolink import linked
from pio_portal.ui.lists import neighbours as beside
from pio_portal.ui.lists.neighbours import Neighbours
from pio_portal.ui.registry import World
from pio_portal.ui.statuses import status_of

register = template.Library()
NOTHING = format_html('<span class="soft">{}</span>', formats.NOTHING)
ICONS = Path(__file__).resolve().parents[3] / "static" / "vendor" / "bootstrap-icons"


# Dates, moments, amounts, numbers


@register.filter
def day(value: dt.date | None) -> SafeString:
    """`12 mrt 2025`."""
    return _time(value, formats.day_text(value))


@register.filter
def day_long(value: dt.date | None) -> SafeString:
    """`12 maart 2025`."""
    return _time(value, formats.day_text(value, long=True))


@register.filter
def moment(value: dt.datetime | None) -> SafeString:
    """`12 mrt 2025 om 12.00 uur (Brussel)`: for closings and sessions."""
    return _time(value, formats.moment_text(value))


@register.filter
def moment_short(value: dt.datetime | None) -> SafeString:
    """`12 mrt 2025 om 12.00 uur`: for what happened."""
    return _time(value, formats.moment_text(value, zone=False))


@register.filter
def clock(value: dt.datetime | None) -> SafeString:
    """`12.00 uur (Brussel)`."""
    return _time(value, formats.clock_text(value, zone=True))


def _time(value: dt.date | None, text: str) -> SafeString:
    if not value:
        return NOTHING
    return mark_safe(f'<time datetime="{value.isoformat()}">{text}</time>')  # noqa: S308 - digits, and names of months


@register.filter
def money(value: Any) -> SafeString:
    """`€ 180.000,00`."""
    if value is None or value == "":
        return NOTHING
    return format_html('<span class="money">{}</span>', formats.money_text(value))


@register.filter
def money_short(value: Any) -> str:
    """`€ 2,10 mln`."""
    return formats.money_short(value)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """`22.134`; with `|number:2` two decimals: `30,50`."""
    return formats.number_text(value, decimals)


@register.filter
def file_size(value: int | None) -> str:
    """`3,4 MB`."""
    return formats.size_text(value)


register.filter("day_text", formats.day_text)
register.filter("moment_text", formats.moment_text)
register.filter("money_text", formats.money_text)


# States


@register.simple_tag
def tag(label: Any, tone: str = "") -> SafeString:
    """A state in a word. Tones: empty, act, ok, warn, bad."""
    return format_html('<span class="{}">{}</span>', f"tag {tone}".strip(), label)


@register.simple_tag
def status(source: Any, field: str = "status") -> SafeString:
    """The status of a row (or an enum member), as staff names it."""
    member = status_of(source, field)
    return tag(member.label, getattr(member, "tone", ""))


@register.simple_tag
def public_status(source: Any, field: str = "status") -> SafeString:
    """The status of a row, as applicants and the public read it."""
    member = status_of(source, field)
    return tag(getattr(member, "public_label", member.label), getattr(member, "tone", ""))


# Pieces


@cache
def _icon(name: str) -> str:
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip()
    return f'viewBox="0 0 16 16" focusable="false">{inner}</svg>'


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of the icons in static/vendor/bootstrap-icons; decoration unless it has a label."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {} {}', role, mark_safe(_icon(name)))  # noqa: S308  files of our own


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows: Any, label: str, current: Any = None, decimals: int | None = None) -> dict:
    """Bars from `shapes.Bar`s or (label, value) pairs; `label` says in words what the picture shows."""
    bars = charts.as_bars(rows, current)
    return {"chart": charts.bar_chart(bars, decimals=decimals), "label": label}


@register.filter
def rich(value: str | None) -> SafeString:
    """Text with markup, cleaned: harmless elements only."""
    return mark_safe(richtext.clean(value or ""))  # noqa: S308  nh3 cleaned it


@register.filter
def plain(value: str | None) -> SafeString:
    """Plain text with its paragraphs and working links."""
    return mark_safe(linebreaks(linked(value or "")))  # noqa: S308  `linked` escaped it


# Forms

register.filter("input", inputs.input_of)
register.filter("box", inputs.box_of)


# Links, rights, menus


@register.simple_tag(takes_context=True)
def query_replace(context: template.Context, **changes: Any) -> str:
    """The page's query string with some values replaced; None takes one out. Any change starts at page 1 again."""
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def has_perm(context: template.Context, permission: str, subject: Any = None) -> bool:
    """Whether the user may: `{% has_perm "calls.view_application" application as may_view %}`."""
    return context["request"].user.has_perm(permission, subject)


@register.simple_tag(takes_context=True)
def site_menu(context: template.Context, world: World) -> list:
    """The groups of a world's menu, each with its links: `{% site_menu "staff" as groups %}`."""
    request = context.get("request")
    return navigation.menu(request, world) if request is not None and hasattr(request, "user") else []


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, name: str) -> SafeString:
    """A template with what the page knows, for who shows it twice: `{% drawn "components/side_menu.html" as menu %}`."""
    return context.template.engine.get_template(name).render(context)  # type: ignore[union-attr]  # it is being drawn


@register.simple_tag(takes_context=True)
def neighbours(context: template.Context, row: Any, list_name: str) -> Neighbours | None:
    """What stands beside a dossier in the list that one came from."""
    return beside.neighbours(context["request"], row, list_name)


@register.simple_tag(takes_context=True)
def as_left(context: template.Context, address: str) -> str:
    """The address of a staff list as one left it."""
    return beside.as_left(context["request"], address) if "/beheer/" in address else address


@register.simple_tag
def landing(user: Any) -> str:
    """The first page of someone who is logged in."""
    return navigation.landing(user)


@register.simple_tag
def demo_accounts() -> dict | None:
    """A form that logs in as each account of the demo programme, and their password; None outside demo mode."""
    return {"logins": demo_logins(), "password": DEMO_PASSWORD} if settings.PIO_DEMO else None


@register.filter
def with_errors(form: Any) -> list[dict]:
    """The faults of a form for its summary: each with the id and the name of the field that it is about."""
    rows = [{"target": "", "text": text} for text in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"
        rows += [{"target": target, "text": _named(str(field.label), text)} for text in field.errors]
    return rows


@register.simple_tag(takes_context=True)
def fault_in_title(context: Any) -> str:
    """`Fout: ` before the title of a page whose form is not right: who listens hears that first."""
    form = context.get("form")
    return f"{_('Fout:')} " if getattr(form, "is_bound", False) and form.errors else ""  # type: ignore[union-attr]  # bound


def _named(label: str, sentence: str) -> str:
    """The sentence behind the label, unless it names the field itself."""
    if not label or label.rstrip("?").casefold() in sentence.casefold():
        return sentence
    return f"{label} {sentence}" if label.endswith("?") else f"{label.rstrip(':')}: {sentence}"


@register.simple_tag
def plural(count: int, one: str, many: str) -> str:
    """`1 aanvraag`, `12 aanvragen`."""
    return _("%(count)s %(noun)s") % {"count": formats.number_text(count), "noun": one if count == 1 else many}


@register.filter
def moment_or_day(value: dt.date | None) -> SafeString:
    """A moment with its hour; a date as a day."""
    return moment_short(value) if isinstance(value, dt.datetime) else day(value)


@register.filter
def page_numbers(page: Any) -> list[int | None]:
    """The pages worth a link: the first, the last, those around this one; None is a gap."""
    last, here = page.paginator.num_pages, page.number
    near = sorted({n for n in (1, here - 1, here, here + 1, last) if 1 <= n <= last})
    numbers: list[int | None] = []
    for n in near:
        previous = numbers[-1] if numbers else None
        if previous is not None and n - previous > 1:
            numbers.append(None)
        numbers.append(n)
    return numbers


@register.filter
def weekday(value: dt.date) -> str:
    """`maandag`."""
    return date_format(value, "l")


@register.filter
def is_before(value: dt.date, other: dt.date) -> bool:
    """Whether a date or moment falls on an earlier day in Brussels."""
    return formats.as_date(value) < formats.as_date(other)


@register.simple_tag(takes_context=True)
def link(context, address: str, text: Any) -> SafeString:
    """A link where this user may use the address, the bare text where not: one page serves several roles."""
    if address and may_open(context["request"].user, address):
        return format_html('<a href="{}">{}</a>', address, text)
    return format_html("{}", text)
