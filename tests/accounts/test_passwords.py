"""Passwords that are long enough and yet guessed at once are refused wherever one is chosen."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pio_portal.accounts.models import User
from tests.factories.ground import PASSWORD, account

GUESSED = [
    " " * 12, "\u00a0" * 14, "aaaaaaaaaaaa", "abababababab", "abcabcabcabc", "Abcd1Abcd1Abcd1"[:12], "123456789012",
    "210987654321", "abcdefghijkl", "zyxwvutsrqponm", "azertyuiopqs", "QwertyUiopAsdf", "aaaaaaaaaaab", "1111 2222 1111",
    "ha ha ha ha ha ha",
]  # fmt: skip
GOOD = ["vier-woorden-en-een-streep", "demo-pio-2025", "Zeven blauwe fietsen", "p8Kq2vXw9LmT"]


@pytest.mark.parametrize("password", GUESSED)
def test_what_is_guessed_at_once_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_phrase_passes(password):
    validate_password(password)


def test_a_name_is_no_password():
    with pytest.raises(ValidationError):
        validate_password("karelmaesvandenbroeck", User(name="Karel Maes Vandenbroeck", email="km@gent.test"))


@pytest.mark.django_db
@pytest.mark.parametrize("password", [" " * 12, "aaaaaaaaaaaa"])
def test_every_page_that_takes_a_new_password_refuses_it(client, password):
    signing_up = client.post("/aanmelden/", {"name": "An De Smet", "email": "an@gent.test", "password1": password})
    client.force_login(account(email="karel@gent.test", name="Karel Maes", password=PASSWORD))
    changing = client.post("/wachtwoord/wijzigen/", {"oldpassword": PASSWORD, "password1": password})

    assert [signing_up.status_code, changing.status_code] == [422, 422]
    assert all("password1" in page.context["form"].errors for page in (signing_up, changing))
    assert not User.objects.filter(email="an@gent.test").exists()
