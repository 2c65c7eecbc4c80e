"""What a name may hold: letters of any writing, and nothing that a mail program would make a link of."""

import pytest
from django import forms

from pio_portal.correspondence.wording import filled
from pio_portal.names import NameField

GOOD = [
    "Karel Maes", "J.P. Van den Broeck", "dr. An D'Haese", "Siân O’Brien-Ó Cuinn", "Łukasz Żak", "李小龙", "X",
    "Stad Sint-Niklaas / OCMW", "3Wplus vzw", "Gemeente Zwijndrecht (AGB)", "V.Z.W. De Brug", "Bpost & co",
]  # fmt: skip
LINKED = [
    "Zie https://evil.test/win", "ftp://x.y", "www.evil.test", "evil.com", "Win op EVIL.test nu", "jan@evil.test",
    "http:// evil", "klik//: evil.be/x", "пример.рф",
]  # fmt: skip
EMPTY = ["", "   ", "12345", "…", "<b>Karel</b>", "{{ name }}", "Karel | Maes"]


class NameForm(forms.Form):
    name = NameField()


@pytest.mark.parametrize("name", GOOD)
def test_a_name_passes(name):
    form = NameForm({"name": name})
    assert form.is_valid()
    assert form.cleaned_data["name"] == name


@pytest.mark.parametrize("name", [*LINKED, *EMPTY, "x" * 101])
def test_what_is_no_name_is_refused(name):
    assert not NameForm({"name": name}).is_valid()


def test_a_name_is_one_line_without_what_nobody_sees():
    form = NameForm({"name": " Karel\u200b\n\tMaes\u202e "})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Karel Maes"


@pytest.mark.parametrize(
    ("path", "field"),
    [("/aanmelden/", "name"), ("/contact/", "name"), ("/mijn/organisaties/nieuw/", "name")],
)
@pytest.mark.django_db
def test_every_form_that_mails_a_name_refuses_a_link(desk, client, path, field):
    browser = client if path.startswith("/mijn/") else type(client)()
    answer = browser.post(path, {field: "Zie https://evil.test/win"})
    assert answer.status_code == 422
    assert "zonder webadres" in str(answer.context["form"].errors[field])


def test_a_mail_links_what_pio_wrote_and_the_portal_and_nothing_else(settings):
    settings.PORTAL_URL = "https://portaal.pio.test"
    wording = filled(
        "Dag {{ person }}",
        "{{ person }} vraagt iets.\n{{ link }}\nMeer op https://www.innovatieveoverheidsopdrachten.be of vraag@pio.test.",
        {"person": "Zie https://evil.test/win of jan@evil.test", "link": "https://portaal.pio.test/mijn/?a=1&b=2"},
    )
    html = wording.html
    assert "https://evil.test/win" in html
    assert 'href="https://evil.test' not in html
    assert "mailto:jan@evil.test" not in html
    assert 'href="https://portaal.pio.test/mijn/?a=1&amp;b=2"' in html
    assert 'href="https://www.innovatieveoverheidsopdrachten.be"' in html
    assert 'href="mailto:vraag@pio.test"' in html


def test_a_host_that_begins_like_the_portal_is_another_host(settings):
    settings.PORTAL_URL = "https://portaal.pio.test"
    assert "href" not in filled("x", "{{ t }}", {"t": "https://portaal.pio.test.evil.test/"}).html
