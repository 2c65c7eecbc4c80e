import pytest

from outreach.markup import as_html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Een zin.\nNog een.\n\nNieuwe alinea.", "<p>Een zin.<br>Nog een.</p>\n<p>Nieuwe alinea.</p>"),
        ("## Kop\n\nTekst", "<h2>Kop</h2>\n<p>Tekst</p>"),
        ("Drie dingen:\n- een\n- twee", "<p>Drie dingen:</p>\n<ul><li>een</li><li>twee</li></ul>"),
        ("> Het werkt", "<blockquote><p>Het werkt</p></blockquote>"),
        ("**vet** en 2 ** 3", "<p><strong>vet</strong> en 2 ** 3</p>"),
        (
            "[hier](https://pio.test/a?b=1&c=2)",
            '<p><a href="https://pio.test/a?b=1&amp;c=2" rel="noopener nofollow">hier</a></p>',
        ),
        ("", ""),
    ],
)
def test_signs_become_markup(typed, html):
    assert as_html(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '[x](https://a.test/"onmouseover="alert(1))',
        "<img src=x onerror=alert(1)>",
        "**<b onclick=x>**",
        "[<script>](https://a.test/)",
    ],
)
def test_what_is_typed_never_becomes_markup_of_its_own(typed):
    html = as_html(typed)
    assert "<script" not in html
    assert "<img" not in html
    assert "<b " not in html
    assert 'href="javascript' not in html
    assert ' onmouseover="' not in html
