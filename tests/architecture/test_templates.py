"""Every template is used: named in our code or in another template, or put in the place of one of a library's own."""

from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
TEMPLATES = BASE / "templates"
OWN_CODE = ("calls", "cofinancing", "consultations", "outreach", "pio_portal", "projects", "reporting")


def test_every_template_is_used():
    library = Path(find_spec("allauth").submodule_search_locations[0]) / "templates"
    files = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    code = [path for app in OWN_CODE for path in (BASE / app).rglob("*.py")]
    text = "\n".join(path.read_text() for path in [*code, *files])
    names = [str(path.relative_to(TEMPLATES)) for path in files]
    assert len(names) > 100
    assert [name for name in names if name not in text and not (library / name).exists()] == []
