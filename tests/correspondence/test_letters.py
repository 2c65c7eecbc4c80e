"""Letters that PIO words: the same text on the page and in the PDF."""

import pytest

from pio_portal.correspondence import wording
from pio_portal.correspondence.models import MailTemplate
from pio_portal.correspondence.prose import prose
from pio_portal.correspondence.wording import register_letter
from pio_portal.correspondence.workflow.wording import reword_mail
from tests.factories.ground import AT
from tests.files import text_of_pdf

pytestmark = pytest.mark.django_db
KIND = "letter_selected"
ADDRESS = f"/beheer/sjablonen/{KIND}/"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Dag\n\nTweede", "<p>Dag</p>\n<p>Tweede</p>"),
        ("Een\ntwee", "<p>Een<br>twee</p>"),
        ("## Motivering\n\nOmdat", "<h2>Motivering</h2>\n<p>Omdat</p>"),
        ("## Motivering\nOmdat", "<h2>Motivering</h2><p>Omdat</p>"),
        ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("1. een\n2) twee", "<ol><li>een</li><li>twee</li></ol>"),
        ("- een\nniet", "<p>- een<br>niet</p>"),
        ("a\r\n\r\nb", "<p>a</p>\n<p>b</p>"),
        ("<b>x</b> & {{ y }}", "<p>&lt;b&gt;x&lt;/b&gt; &amp; {{ y }}</p>"),
        ("## <i>", "<h2>&lt;i&gt;</h2>"),
        ("", ""),
        (" \n\n ", ""),
    ],
)
def test_prose_is_headings_paragraphs_and_lists_and_nothing_else(text, html):
    assert prose(text) == html


def test_the_library_lists_the_letters(desk):
    text = desk.get("/beheer/sjablonen/").content.decode()
    assert "Brief: geselecteerd" in text
    assert "Brief: onontvankelijk" in text


def test_a_letter_is_shown_with_sample_data_and_reworded(desk):
    text = desk.get(ADDRESS).content.decode()
    assert "PIO selecteert uw aanvraag “Slimme straatverlichting die meet en deelt”." in text
    assert "Stad Halle" in text_of_pdf(desk.get(ADDRESS + "pdf/").content)

    data = {"subject": "Besluit {{ reference }}", "body": "Beste {{ organisation }}\n\n{{ grounds }}", "version": 0}
    desk.post(ADDRESS, data)

    assert "Beste Stad Halle" in desk.get(ADDRESS).content.decode()
    assert "Besluit A-2026-0012" in text_of_pdf(desk.get(ADDRESS + "pdf/").content)


def test_the_pdf_shows_what_is_being_typed_and_keeps_nothing(desk):
    answer = desk.post(ADDRESS + "pdf/", {"subject": "Proef", "body": "Nog niet bewaard", "version": 0})
    assert "Nog niet bewaard" in text_of_pdf(answer.content)
    assert not MailTemplate.objects.exists()


@pytest.mark.parametrize("body", ["Dag {{ wie }}", "Dag { naam }", ""])
def test_a_wrong_place_is_explained_instead_of_a_pdf(desk, body):
    answer = desk.post(ADDRESS + "pdf/", {"subject": "Proef", "body": body, "version": 0})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Dit moet nog in orde" in answer.content.decode()
    assert not MailTemplate.objects.exists()


def test_a_mail_has_no_pdf(desk):
    assert desk.get("/beheer/sjablonen/application_selected/pdf/").status_code == 404


def test_a_letter_with_an_unexplained_place_is_not_registered():
    with pytest.raises(ValueError, match="unexplained places"):
        register_letter("x", title="x", subject="{{ y }}", body="", variables={}, sample={}, template="x.html")
    assert "x" not in wording.KINDS


def test_what_staff_or_applicants_typed_stays_text():
    reword_mail(kind=KIND, subject="x", body="{{ title }}", version=0, by=None, at=AT)
    assert wording.wording_of(KIND, {"title": "<script>"}).prose == "<p>&lt;script&gt;</p>"
