"""Views are thin: the one page shape shows a form, makes its change and knows the moment. No view does it by hand."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
OWN_CODE = ("calls", "cofinancing", "consultations", "outreach", "pio_portal", "projects", "reporting")
NO_PAGES = {  # named for what people save of a list
    "pio_portal/ui/lists/views.py",
    "pio_portal/ui/workflow/views.py",
}
BY_HAND = {
    "timezone.now(": "arrived_at(request)",
    "except Refused": "form_page or button",
    ".is_valid()": "form_page, button or attempt",
    "request.method": "sent(request)",
    "int(request.GET": "query_int(request, …)",
}
EXCEPTIONS = {
    # Messages and mentions are marked as read when their page is opened, not when a browser looks ahead with HEAD.
    ("pio_portal/correspondence/message_views.py", "request.method"),
    ("pio_portal/correspondence/note_views.py", "request.method"),
    # A search whose answer is what it finds: it makes no change, and asks the form what was meant.
    ("pio_portal/organisations/views/applicant.py", ".is_valid()"),
}


def view_modules():
    paths = [path for app in OWN_CODE for path in (BASE / app).rglob("*.py")]
    named = [path for path in paths if "views" in path.parent.parts or "views" in path.stem]
    names = {str(path.relative_to(BASE)) for path in named} - NO_PAGES
    assert len(names) > 50
    return sorted(names)


@pytest.mark.parametrize("way", BY_HAND)
def test_no_view_does_by_hand_what_the_page_shape_does(way):
    doing = {name for name in view_modules() if re.search(re.escape(way), (BASE / name).read_text())}
    excepted = {name for name, what in EXCEPTIONS if what == way}

    assert doing - excepted == set(), f"use {BY_HAND[way]}"
    assert excepted - doing == set(), "an exception that is none any more"
