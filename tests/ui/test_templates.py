"""What holds for all templates, read as text."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
MAILS = {"correspondence/mail.html"}  # mail programs read no stylesheet: theirs stand in the text
HTML = [name for name in TEMPLATES if name.endswith(".html") and name not in MAILS]


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", HTML)
def test_template_has_no_inline_script_or_style(name):
    text = re.sub(r"{%.*?%}", "", text_of(name))  # a tag's own parameter may be called style

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_stays_readable(name):
    assert len(text_of(name).splitlines()) <= 120


@pytest.mark.parametrize("name", HTML)
def test_template_loads_nothing_from_elsewhere(name):
    assert not re.search(r"(src|href)=\"(https?:)?//", text_of(name))


def test_every_package_of_others_has_its_licence_beside_it():
    for package in Path(settings.BASE_DIR / "static" / "vendor").iterdir():
        assert package.is_file() or (package / "LICENSE").exists()
