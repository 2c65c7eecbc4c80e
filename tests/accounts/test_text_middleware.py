"""What no text of the portal may hold is refused before any view sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_nul_in_the_path_is_no_address(desk):
    response = desk.get("/beheer/aanvragen/A-2026%00/")
    assert response.status_code == 404


@pytest.mark.parametrize("query", ["q=a%00b", "%00=a", "q=a&q=%00"])
def test_nul_in_the_query_is_400_with_a_page(desk, query):
    response = desk.get(f"/beheer/aanvragen/?{query}")
    assert response.status_code == 400
    assert "We begrijpen deze vraag niet" in response.content.decode()


def test_nul_in_what_was_posted_is_400(desk):
    address = reverse("consultations:create")
    assert desk.post(address, {"title": "a\x00b"}).status_code == 400
    assert desk.post(address, {"titel\x00": "a"}).status_code == 400


def test_ordinary_text_passes(desk):
    assert desk.get("/beheer/aanvragen/?q=%F0%9F%98%80+%E2%80%AEabc+%25+'").status_code == 200
    assert desk.post(reverse("consultations:create"), {"title": "😀"}).status_code == 302


def test_files_with_ordinary_names_pass(desk):
    from tests.factories import consultations as make

    shown = make.consultation()
    upload = SimpleUploadedFile("nota é.pdf", b"%PDF-1.4")
    response = desk.post(reverse("consultations:add_document", args=[shown.ref]), {"file": upload})
    assert response.status_code in (302, 422)
