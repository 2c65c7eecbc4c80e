"""Dates, amounts, numbers and states are written one way everywhere."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template

from calls.enums import ApplicationStatus
from calls.models import Application
from pio_portal import formats
from pio_portal.correspondence.prose import prose

NOON = dt.datetime(2025, 3, 12, 11, 0, tzinfo=dt.UTC)


def render(text, **context):
    return Template(text).render(Context(context))


def test_day_is_short_and_machine_readable():
    assert render("{{ d|day }}", d=dt.date(2025, 3, 12)) == '<time datetime="2025-03-12">12 mrt 2025</time>'


def test_day_of_a_moment_is_the_day_in_brussels():
    late = dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC)

    assert ">1 jan 2026<" in render("{{ d|day }}", d=late)


def test_moment_says_the_hour_and_where():
    assert ">12 mrt 2025 om 12.00 uur (Brussel)<" in render("{{ d|moment }}", d=NOON)


@pytest.mark.parametrize("name", ["day", "day_long", "moment", "moment_short", "clock", "money"])
def test_unknown_is_a_dash(name):
    assert render(f"{{{{ x|{name} }}}}", x=None) == '<span class="soft">–</span>'


def test_money_zero_is_not_unknown():
    assert render("{{ x|money }}", x=Decimal(0)) == '<span class="money">€\xa00,00</span>'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(180000), "€\xa0180.000,00"),
        (Decimal("1234.5"), "€\xa01.234,50"),
        (Decimal(-20000), "€\xa0-20.000,00"),
        (Decimal("0.005"), "€\xa00,01"),
    ],
)
def test_money_in_words_of_belgium(value, text):
    assert formats.money_text(value) == text


def test_money_short_counts_in_millions():
    assert formats.money_short(Decimal(2100000)) == "€\xa02,10 mln"
    assert formats.money_short(Decimal(180000)) == "€\xa0180.000"


def test_money_short_from_a_million_on_either_side():
    assert formats.money_short(Decimal(1000000)) == "€\xa01,00 mln"
    assert formats.money_short(Decimal(-1500000)) == "€\xa0-1,50 mln"
    assert formats.money_short(Decimal(999999)) == "€\xa0999.999"


@pytest.mark.parametrize("write", [formats.day_text, formats.clock_text, formats.moment_text, formats.size_text])
def test_an_unknown_moment_or_size_is_a_dash(write):
    assert write(None) == "–"


@pytest.mark.parametrize("value", [None, ""])
def test_an_unknown_amount_or_number_is_a_dash(value):
    written = (formats.money_text(value), formats.money_short(value), formats.number_text(value))
    assert written == ("–", "–", "–")


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (None, "–"),
        (0, "1\xa0kB"),
        (12_000, "12\xa0kB"),
        (999_999, "1000\xa0kB"),
        (1_000_000, "1,0\xa0MB"),
        (3_400_000, "3,4\xa0MB"),
    ],
)
def test_size_in_kilobytes_until_a_megabyte(octets, text):
    assert formats.size_text(octets) == text


def test_moment_is_short_or_long_with_or_without_the_place():
    assert formats.moment_text(NOON) == "12 mrt 2025 om 12.00 uur (Brussel)"
    assert formats.moment_text(NOON, zone=False) == "12 mrt 2025 om 12.00 uur"
    assert formats.moment_text(NOON, long=True) == "12 maart 2025 om 12.00 uur (Brussel)"
    assert formats.clock_text(NOON) == "12.00 uur"


def test_day_of_a_moment_without_a_zone_is_its_own():
    assert formats.as_date(dt.datetime(2025, 12, 31, 23, 30)) == dt.date(2025, 12, 31)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(22134, None, "22.134"), (30.5, 2, "30,50"), ("0.125", 2, "0,13"), (0, None, "0")]
)
def test_number_has_points_and_a_comma(value, decimals, text):
    assert formats.number_text(value, decimals) == text


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (dt.timedelta(days=21), "Nog 21 dagen"),
        (dt.timedelta(days=2), "Nog 2 dagen"),
        (dt.timedelta(days=1), "Nog 24 uur"),
        (dt.timedelta(hours=3, minutes=20), "Nog 3 uur"),
        (dt.timedelta(hours=1), "Nog 1 uur"),
        (dt.timedelta(minutes=59, seconds=59), "Nog 59 minuten"),
        (dt.timedelta(minutes=12), "Nog 12 minuten"),
        (dt.timedelta(minutes=2), "Nog 2 minuten"),
        (dt.timedelta(seconds=20), "Nog 1 minuut"),
        (dt.timedelta(0), ""),
    ],
)
def test_countdown_gets_finer_towards_the_end(left, text):
    assert formats.countdown_text(NOON, NOON - left) == text


def test_tag_escapes_its_label():
    assert render('{% tag label "warn" %}', label="<b>") == '<span class="tag warn">&lt;b&gt;</span>'


def test_status_of_a_row_comes_from_its_enum():
    row = Application(status="info_requested")

    assert render("{% status row %}", row=row) == '<span class="tag warn">Wacht op aanvulling</span>'
    assert "Uw aanvulling wordt verwacht" in render("{% public_status row %}", row=row)


def test_status_takes_an_enum_member_too():
    assert render("{% status s %}", s=ApplicationStatus.SELECTED) == '<span class="tag ok">Geselecteerd</span>'


def test_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    assert 'role="img" aria-label="Zoeken"' in render('{% icon "search" "Zoeken" %}')


def test_query_replace_keeps_filters_and_starts_at_page_one(rf):
    request = rf.get("/lijst/?q=lamp&thema=energie&thema=zorg&page=4")

    assert render("{% query_replace sort='titel' %}", request=request) == (
        "?q=lamp&amp;thema=energie&amp;thema=zorg&amp;sort=titel"
    )
    assert "page=5" in render("{% query_replace page=5 %}", request=request)
    assert "q=" not in render("{% query_replace q=None %}", request=request)


def test_has_perm_asks_the_rules(rf):
    request = rf.get("/")
    request.user = AnonymousUser()

    assert render('{% has_perm "calls.view_application" row as may %}{{ may }}', request=request, row=None) == "False"


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<p style="position:fixed">x</p>',
    ],
)
def test_rich_text_is_harmless(bad):
    html = render("{{ x|rich }}", x=f"<p>goed</p>{bad}")

    assert "<p>goed</p>" in html
    assert not any(word in html for word in ("script", "onerror", "style=", "<img"))


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("Mail jan.d'haese@stad.be.", "mailto:jan.d%27haese@stad.be", "jan.d&#x27;haese@stad.be"),
        ("Zie https://stad.be/d'eau voor meer", "https://stad.be/d&#x27;eau", "https://stad.be/d&#x27;eau"),
        ("Op 'https://stad.be/plan'?", "https://stad.be/plan", "https://stad.be/plan"),
        ("Zie “www.stad.be”, of bel.", "http://www.stad.be", "www.stad.be"),
        ("(an@stad.be)", "mailto:an@stad.be", "an@stad.be"),
    ],
)
@pytest.mark.parametrize("write", [lambda text: render("{{ x|plain }}", x=text), prose])
def test_an_address_in_text_is_linked_whole_wherever_text_is_shown(write, text, address, shown):
    links = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', write(text))

    assert links == [(address, shown)]


def test_plain_text_is_escaped_and_linked():
    html = render("{{ x|plain }}", x="<b>\n\nzie https://pio.test/")

    assert "&lt;b&gt;" in html
    assert '<a href="https://pio.test/" rel="nofollow">' in html


def test_page_numbers_leave_gaps():
    page = Paginator(range(1000), 50).page(10)

    assert render("{% for n in page|page_numbers %}{{ n }} {% endfor %}", page=page) == "1 None 9 10 11 None 20 "


def test_bar_chart_leaves_the_unknown_open():
    svg = render('{% bar_chart rows label="Aanvragen" current=2026 %}', rows=[(2024, 40), (2025, None), (2026, 20)])

    assert svg.count("<rect") == 2
    assert svg.count('class="bar-now"') == 1
    assert ">?<" in "".join(svg.split())
    assert 'role="img" aria-label="Aanvragen"' in svg


def test_bar_chart_draws_corrections_below_the_line():
    from pio_portal.ui import charts
    from pio_portal.ui.shapes import Bar

    chart = charts.bar_chart([Bar(label="a", value=100), Bar(label="b", value=-50)])
    up, down = chart.bars

    assert up.y + up.height == pytest.approx(chart.zero, abs=0.2)
    assert down.y == pytest.approx(chart.zero, abs=0.2)
    assert down.height == pytest.approx(up.height / 2, abs=0.2)
