"""One Dutch word for one thing, and no turn of phrase that was found wrong once."""

import re
from pathlib import Path

from django.conf import settings

FOLDERS = ("calls", "projects", "consultations", "cofinancing", "outreach", "reporting", "pio_portal", "templates")
WRONG = {  # what stood there, and what it became
    r"[Ww]eg(?:ge)?(?:haal|hal|gooi|nem|nomen)\w*(?!/)\b(?![/_])": "verwijderen",
    r"_\(\"Status\"\)|translate \"Status\"": "Stand",
    r"binnen de vier weken": "binnen vier weken",
    r"\bDuid\b": "Kruis aan",
    r"moet de markt nog niet": "hoeft de markt nog niet",
    r"mag ook samen|hoeft niet\"": "Niet verplicht",
    r"Na streefdatum": "Later dan gepland",
    r"Hij krijgt er": "De aanvrager krijgt er",
}


def test_every_thing_has_one_word():
    paths = [p for f in FOLDERS for p in Path(settings.BASE_DIR, f).rglob("*") if p.suffix in {".py", ".html"}]
    texts = {
        p: p.read_text("utf-8") for p in paths if "migrations" not in p.parts and not {"urls", "urls.py"} & {*p.parts}
    }
    found = {
        str(path.relative_to(settings.BASE_DIR)): (match.group(), right)
        for path, text in texts.items()
        for wrong, right in WRONG.items()
        if (match := re.search(wrong, text))
    }

    assert found == {}
