"""One Dutch word for one thing, and no turn of phrase that was found wrong once."""

import re
from pathlib import Path

from django.conf import settings

FOLDERS = ("calls", "projects", "consultations", "cofinancing", "outreach", "reporting", "pio_portal", "templates")
WRONG = {  # what stood there, and what it became
    r"[Ww]eg(?:ge)?(?:haal|hal|gooi|nem|nomen)\w*(?!/)\b(?![/_])": "verwijderen",
    r"\bHaal (?:het|dat|er|een|de)\b[^\".]* weg\b": "Verwijder",
    r"bericht met een link": "mail met een link",
    r"de status (?:is|van)\b": "de stand",
    r"_\(\"Status\"\)|translate \"Status\"": "Stand",
    r"binnen de vier weken": "binnen vier weken",
    r"\bDuid\b": "Kruis aan",
    r"moet de markt nog niet": "hoeft de markt nog niet",
    r"mag ook samen|hoeft niet\"": "Niet verplicht",
    r"Na streefdatum": "Later dan gepland",
    r"Hij krijgt er": "De aanvrager krijgt er",
}
BLOCK = re.compile(r"{% blocktranslate([^%]*)%}(.*?){% endblocktranslate %}", re.DOTALL)
OF_SOME = re.compile(r"}} van {{ [a-z_]+ }}[^.{]* (?:zijn|kunnen|hebben|worden|wachten)\b")


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


def test_a_verb_agrees_with_the_number_before_it():
    texts = {p: p.read_text("utf-8") for p in Path(settings.BASE_DIR, "templates").rglob("*.html")}
    found = {
        str(path.relative_to(settings.BASE_DIR)): " ".join(text.split())
        for path, html in texts.items()
        for opening, text in BLOCK.findall(html)
        if " count " not in opening and OF_SOME.search(text)
    }

    assert found == {}, "use count and plural"
