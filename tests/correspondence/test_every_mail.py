"""What all mails have in common, held over every kind that an app registers."""

import re

import pytest

from pio_portal.correspondence.wording import HELLO, KINDS, REGARDS, filled

MAILS = sorted(name for name, kind in KINDS.items() if not kind.on_paper)
WHOLE = re.compile(r"(voor|ten laatste op|op|tot) \{\{ (due_on|until|closes) \}\}")


@pytest.mark.parametrize("name", MAILS)
def test_every_mail_greets_once_and_ends_once_in_the_same_words(name):
    body = str(KINDS[name].body)

    assert body.startswith(f"{HELLO}\n\n")
    assert body.endswith(f"\n\n{REGARDS}")
    between = body.removeprefix(str(HELLO)).removesuffix(str(REGARDS))
    assert not re.search(r"\b(Beste|Geachte|Dag|Hallo|groet(en)?|Groet(en)?|PIO-team$)\b", between.strip())


@pytest.mark.parametrize("name", MAILS)
def test_subject_and_text_of_a_mail_agree_about_its_date(name):
    kind = KINDS[name]
    in_subject, in_text = (set(WHOLE.findall(str(part))) for part in (kind.subject, kind.body))

    assert "voor {{ due_on }}" not in f"{kind.subject}{kind.body}"
    assert in_subject <= in_text


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_with_empty_places_has_no_gap_and_no_dash_in_their_stead(name):
    kind = KINDS[name]
    wording = filled(str(kind.subject), str(kind.body), dict.fromkeys(kind.variables, ""))

    assert "\n\n\n" not in wording.text
    assert "–" not in wording.text


@pytest.mark.parametrize("name", MAILS)
def test_what_says_many_together_is_a_kind_of_its_own(name):
    kind = KINDS[name]
    if kind.together:
        assert KINDS[kind.together].variables.keys() == {"recipient_name", "number", "list"}
        assert kind.line
    else:
        assert not kind.line
