"""Templates, CSS and JavaScript can be read: each template is used and stands once, no line is cut off at the right."""

import re
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
TEMPLATES = BASE / "templates"
OWN_CODE = ("calls", "cofinancing", "consultations", "outreach", "pio_portal", "projects", "reporting")
COLUMNS = LINES = 120
FORMS_BY_HAND = {
    "pio/form.html",  # draws every form
    "components/button.html",  # one button
    "components/confirm.html",
    "components/search_box.html",  # one box that searches
    "components/list_search.html",  # of a list: one bar with the search and its filters
    "components/list_tools.html",  # the choice of columns, whose boxes stand in a menu
    "components/bulk_bar.html",  # its boxes stand in the rows of the table above it
    "components/snooze.html",  # three buttons that share what they are about
    "components/shortcuts.html",  # closes a dialog, sends nothing
}
SENTENCES = TEMPLATES / "account" / "messages"  # allauth says each of them by a template of that name


def templates():
    found = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    assert len(found) > 100
    return found


def styles_and_scripts():
    own = [BASE / "static", BASE / "static" / "css", BASE / "static" / "js"]
    found = sorted(path for folder in own for path in folder.iterdir() if path.suffix in {".css", ".js"})
    assert len(found) > 10
    return found


def name_of(path):
    return str(path.relative_to(BASE))


def test_every_template_is_used():
    packages = {"allauth": "templates", "django": "forms/templates"}
    libraries = [Path(find_spec(name).submodule_search_locations[0]) / place for name, place in packages.items()]
    code = [path for app in OWN_CODE for path in (BASE / app).rglob("*.py")]
    text = "\n".join(path.read_text() for path in [*code, *templates()])
    names = [str(path.relative_to(TEMPLATES)) for path in templates()]
    unused = [name for name in names if name not in text]
    assert [name for name in unused if not any((library / name).exists() for library in libraries)] == []


def test_no_line_is_longer_than_120_columns():
    long = [
        f"{name_of(path)}:{number}"
        for path in [*templates(), *styles_and_scripts()]
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > COLUMNS
    ]
    assert long == []


def test_no_template_is_longer_than_120_lines():
    assert [name_of(path) for path in templates() if len(path.read_text().splitlines()) > LINES] == []


def test_no_template_is_a_single_line_but_the_sentences_of_a_library():
    short = [path for path in templates() if len(path.read_text().split("\n")) <= 2]  # a line and its end
    assert [name_of(path) for path in short if path.parent != SENTENCES] == []


def test_no_sentence_goes_on_with_a_comma_of_the_next_line():
    """A browser shows the end of the line before it as a space."""
    assert [
        name_of(path) for path in templates() if re.search(r"^\s*[,.;:]( |$)", path.read_text(), re.MULTILINE)
    ] == []


def test_no_two_templates_are_the_same():
    same = defaultdict(list)
    for path in templates():
        same[path.read_bytes()].append(name_of(path))
    assert [names for names in same.values() if len(names) > 1] == []


def test_no_template_is_named_as_a_parameter():
    """What differs between pages is a block of their base; who reads a page need not look for the names it was given."""
    assert [name_of(path) for path in templates() if "_template=" in path.read_text()] == []


def test_no_page_writes_a_form_by_hand():
    """A form is drawn by `{% crispy form %}`, a button by its component."""
    written = {str(path.relative_to(TEMPLATES)) for path in templates() if "<form" in path.read_text()}
    assert written - FORMS_BY_HAND == set()
    assert FORMS_BY_HAND - written == set()


def test_every_table_of_rows_has_its_styles():
    """The pages of staff have them from their base; elsewhere a page brings them along."""
    tables = [path for path in templates() if 'class="data' in path.read_text()]
    pages = [path for path in tables if re.match(r"{% extends (?!\"\w+/staff/|\"staff/)", path.read_text())]
    assert len(pages) > 1
    assert [name_of(path) for path in pages if "css/lists.css" not in path.read_text()] == []


def test_nothing_sticks_to_the_bottom_of_a_small_window():
    """There it would cover what one reads or fills in."""
    styles = [path.read_text() for path in (BASE / "static" / "css").glob("*.css")]
    sticking = {name for text in styles for name in re.findall(r"(\.[\w-]+) \{\n  position: sticky;\n  bottom:", text)}
    assert len(sticking) > 2
    assert [name for name in sorted(sticking) if f"  {name},\n" not in styles_of("zoomed.css")] == []


def styles_of(name: str) -> str:
    return (BASE / "static" / "css" / name).read_text()
