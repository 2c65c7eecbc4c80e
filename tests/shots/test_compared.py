import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.shots.camera import ADDRESSES
from tests.shots.compared import Changed, compare, write_comparison

PAGE = "medewerker/1280/list.png"


@pytest.fixture
def sets(tmp_path):
    """Two sets with the same page of 100 by 200 pixels in them, a black line on it."""
    for name in ("before", "after"):
        draw(tmp_path / name / PAGE, line=10)
        know(tmp_path / name, {"medewerker/list": "/beheer/lijst/"})
    return tmp_path


def draw(file: Path, *, line: int, height: int = 200, colour: str = "black") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", (100, height), "white")
    ImageDraw.Draw(picture).rectangle((0, line, 99, line + 9), fill=colour)
    picture.save(file)


def know(folder: Path, addresses: dict[str, str]) -> None:
    (folder / ADDRESSES).write_text(json.dumps(addresses))


def compared(sets: Path):
    return compare(sets / "before", sets / "after", pictures=sets / "compared")


def test_equal_sets_have_no_differences(sets):
    found = compared(sets)

    assert (found.changed, found.appeared, found.gone, found.equal) == ([], [], [], 1)
    assert found.summary() == ["0 changed, 0 appeared, 0 gone, 1 equal"]
    assert not (sets / "compared" / PAGE).exists()


def test_what_is_shifted_differs_where_it_was_and_where_it_is(sets):
    draw(sets / "after" / PAGE, line=15)

    found = compared(sets)

    assert found.changed == [Changed(PAGE, 0.05, "/beheer/lijst/")]  # five rows of white, and five of black
    with Image.open(sets / "compared" / PAGE) as picture:
        red = [y for y in range(200) if picture.getpixel((50, y)) == (200, 0, 60)]
    assert red == [10, 11, 12, 13, 14, 20, 21, 22, 23, 24]


@pytest.mark.parametrize(("colour", "shares"), [("#000002", []), ("#000003", [0.05])])
def test_a_difference_of_one_colour_counts_from_what_can_be_seen(sets, colour, shares):
    draw(sets / "after" / PAGE, line=10, colour=colour)

    assert [one.share for one in compared(sets).changed] == shares


@pytest.mark.parametrize("name", ["before", "after"])
def test_what_is_longer_differs_by_what_came_below(sets, name):
    draw(sets / name / PAGE, line=10, height=250)

    assert [one.share for one in compared(sets).changed] == [0.2]
    with Image.open(sets / "compared" / PAGE) as picture:
        assert picture.size == (100, 250)


def test_pages_that_came_and_went_are_named(sets):
    draw(sets / "after" / "medewerker/320/new.png", line=1)
    draw(sets / "before" / "medewerker/390/old.png", line=1)

    found = compared(sets)

    assert (found.appeared, found.gone) == (["medewerker/320/new.png"], ["medewerker/390/old.png"])
    assert found.summary() == [
        "appeared: medewerker/new (320)",
        "gone: medewerker/old (390)",
        "0 changed, 1 appeared, 1 gone, 1 equal",
    ]


def test_roles_that_were_not_photographed_now_are_left_out(sets):
    draw(sets / "before" / "collega/390/list.png", line=1)

    assert compared(sets).gone == []


def test_a_page_has_one_line_for_its_widths_the_most_changed_first(sets):
    for name in ("before", "after"):
        draw(sets / name / "medewerker/390/list.png", line=10)
        draw(sets / name / "medewerker/390/other.png", line=10)
    draw(sets / "after" / PAGE, line=11)
    draw(sets / "after" / "medewerker/390/list.png", line=30)
    draw(sets / "after" / "medewerker/390/other.png", line=15)
    know(sets / "after", {"medewerker/list": "/beheer/lijst/?blad=2"})

    assert compared(sets).summary() == [
        "changed: medewerker/list (390 10.0%, 1280 1.0%) /beheer/lijst/ → /beheer/lijst/?blad=2",
        "changed: medewerker/other (390 5.0%)",
        "3 changed, 0 appeared, 0 gone, 0 equal",
    ]


def test_the_index_shows_before_after_and_difference(sets):
    draw(sets / "after" / PAGE, line=15)
    draw(sets / "after" / "medewerker/320/new.png", line=1)

    file = write_comparison(compared(sets))

    text = file.read_text()
    shown = [f"../before/{PAGE}", f"../after/{PAGE}", PAGE, "../after/medewerker/320/new.png"]
    assert [text.index(f'<img src="{source}"') for source in shown] == sorted(
        text.index(f'<img src="{source}"') for source in shown
    )
    assert all((file.parent / source).exists() for source in shown)
