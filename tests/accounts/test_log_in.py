"""Log-in, sign-up and passwords, as a browser sends them."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from post_office.models import Email

from pio_portal.accounts.demo import DEMO_ACCOUNTS
from pio_portal.accounts.models import User
from tests.factories.ground import PASSWORD, account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def person(**fields) -> User:
    return account(email="karel@gent.test", name="Karel Maes", password=PASSWORD, **fields)


def link_in(mail: Email) -> str:
    return re.search(r"https?://[^/\s]+(\S+)", mail.message)[1]


def log_in(client: Client, email: str, password: str, path: str = "/inloggen/?next=/help/"):
    return client.post(path, {"login": email, "password": password})


def test_log_in_with_email_and_password_goes_where_one_was_going(client):
    person()

    response = log_in(client, "Karel@Gent.test", PASSWORD)

    assert (response.status_code, response["Location"]) == (302, "/help/")
    assert client.session["_auth_user_id"]


def test_log_in_never_redirects_to_another_host(client, settings):
    settings.LOGIN_REDIRECT_URL = "/start/"
    person()

    response = log_in(client, "karel@gent.test", PASSWORD, "/inloggen/?next=https://elders.example/")

    assert response["Location"] == "/start/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    person()

    wrong = log_in(client, "karel@gent.test", "iets-helemaal-anders")
    unknown = log_in(client, "niemand@gent.test", "iets-helemaal-anders")

    sentence = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."
    assert wrong.status_code == unknown.status_code == 422
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_log_in_keeps_what_was_typed_but_not_the_password(client):
    page = log_in(client, "karel@gent.test", "iets-helemaal-anders").content.decode()

    assert "karel@gent.test" in page
    assert "iets-helemaal-anders" not in page


def test_an_account_that_was_switched_off_cannot_log_in(client):
    user = person()
    User.objects.filter(pk=user.pk).update(is_active=False)

    log_in(client, "karel@gent.test", PASSWORD)

    assert "_auth_user_id" not in client.session


def test_logging_out_needs_a_post(client):
    client.force_login(person())

    client.get("/uitloggen/")
    assert "_auth_user_id" in client.session

    client.post("/uitloggen/", {"next": "/help/"})
    assert "_auth_user_id" not in client.session


def sign_up(client: Client, **fields):
    data = {"name": "An De Smet", "email": "An@Gent.test", "password1": "vier-woorden-en-een-streep"} | fields
    return client.post("/aanmelden/?next=/help/", data)


def test_signing_up_asks_to_confirm_and_then_lets_in(client):
    response = sign_up(client)

    assert (response.status_code, response["Location"]) == (302, "/aanmelden/bevestigen/")
    user = User.objects.get()
    assert (user.email, user.name, user.roles) == ("an@gent.test", "An De Smet", [])
    assert "_auth_user_id" not in client.session

    mail = Email.objects.get()
    assert (mail.to, mail.subject) == (["an@gent.test"], "Bevestig uw e-mailadres")
    assert "Beste An De Smet," in mail.message
    page = client.get(link_in(mail))
    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified  # a mail scanner that opens the link confirms nothing

    client.post(link_in(mail))
    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unconfirmed_account_is_sent_the_link_instead_of_being_let_in(client):
    sign_up(client)
    cache.clear()  # three minutes later: the link is not mailed again sooner
    other_browser = Client()

    response = log_in(other_browser, "an@gent.test", "vier-woorden-en-een-streep")

    assert response.status_code == 422
    assert "Bevestig dan eerst uw e-mailadres" in response.content.decode()
    assert "_auth_user_id" not in other_browser.session
    assert [mail.subject for mail in Email.objects.all()] == ["Bevestig uw e-mailadres"] * 2


def test_signing_up_with_a_known_address_looks_the_same_and_tells_only_its_owner(client):
    person()

    response = sign_up(client, email="karel@gent.test")

    assert (response.status_code, response["Location"]) == (302, "/aanmelden/bevestigen/")
    assert User.objects.count() == 1
    assert Email.objects.get().subject == "U hebt al een account"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", None),
        ("email", "geen-adres", None),
        ("password1", "kort", "12"),
        ("password1", "administrator", None),
    ],
)
def test_signing_up_with_bad_input_is_refused_and_makes_nothing(client, field, value, sentence):
    response = sign_up(client, **{field: value})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert sentence is None or sentence in str(response.context["form"].errors[field])
    assert not User.objects.exists()


def test_a_forgotten_password_is_chosen_anew_through_the_mail(client):
    user = person()

    response = client.post("/wachtwoord/vergeten/", {"email": "karel@gent.test"})
    assert response["Location"] == "/wachtwoord/vergeten/verstuurd/"
    form = client.get(link_in(Email.objects.get()), follow=True)
    address = form.redirect_chain[-1][0]
    response = client.post(address, {"password1": "een-heel-nieuw-wachtwoord"})

    assert response["Location"] == "/wachtwoord/nieuw/klaar/"
    user.refresh_from_db()
    assert user.check_password("een-heel-nieuw-wachtwoord")
    assert Email.objects.order_by("pk").last().subject == "Uw wachtwoord is gewijzigd"


def test_a_forgotten_password_of_nobody_looks_the_same(client):
    response = client.post("/wachtwoord/vergeten/", {"email": "niemand@gent.test"})

    assert response["Location"] == "/wachtwoord/vergeten/verstuurd/"
    assert Email.objects.get().subject == "Geen account met dit e-mailadres"


def test_a_spoiled_reset_link_says_so(client):
    page = client.get("/wachtwoord/nieuw/1-abc/")

    assert page.status_code == 200
    assert page.context["token_fail"] is True


def test_a_new_address_counts_when_it_is_confirmed(client, settings):
    settings.LOGIN_REDIRECT_URL = "/start/"
    user = person()
    client.force_login(user)

    client.post("/account/e-mail/", {"email": "k.maes@gent.test", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "karel@gent.test"

    confirmation = Email.objects.get(subject="Bevestig uw e-mailadres")
    assert confirmation.to == ["k.maes@gent.test"]
    client.post(link_in(confirmation))
    user.refresh_from_db()
    assert user.email == "k.maes@gent.test"


def test_a_new_address_that_waits_can_be_dropped_again(client):
    user = person()
    client.force_login(user)
    client.post("/account/e-mail/", {"email": "k.maes@gent.test", "action_add": ""})

    page = client.get("/account/e-mail/")
    buttons = {button.name for button in page.context["pending_form"].actions.buttons}
    client.post("/account/e-mail/", {"email": page.context["pending_form"]["email"].value(), "action_remove": "1"})

    assert buttons == {"action_send", "action_remove"}
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["karel@gent.test"]


def test_the_demo_offers_to_log_in_as_each_of_its_accounts(client, settings):
    settings.PIO_DEMO = True
    page = client.get("/inloggen/?next=/help/").content.decode()

    assert page.count('name="login" value="') == len(DEMO_ACCOUNTS)
    assert all(account.email in page for account in DEMO_ACCOUNTS)


def test_changing_the_password_asks_the_old_one(client):
    user = person()
    client.force_login(user)

    refused = client.post("/wachtwoord/wijzigen/", {"oldpassword": "mis", "password1": "een-heel-nieuw-wachtwoord"})
    assert refused.status_code == 422
    assert "Dit is niet uw huidige wachtwoord." in str(refused.context["form"].errors)

    client.post("/wachtwoord/wijzigen/", {"oldpassword": PASSWORD, "password1": "een-heel-nieuw-wachtwoord"})
    user.refresh_from_db()
    assert user.check_password("een-heel-nieuw-wachtwoord")


def test_many_failed_attempts_from_one_address_are_slowed_outside_the_demo(client, settings):
    person()
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}

    for _attempt in range(3):
        log_in(client, "karel@gent.test", "mis")
    response = log_in(client, "karel@gent.test", "mis")

    assert "Te veel mislukte pogingen" in response.content.decode()


@pytest.mark.parametrize("path", ["/inloggen/", "/aanmelden/", "/wachtwoord/vergeten/", "/aanmelden/bevestigen/"])
def test_the_pages_before_the_log_in_open_for_everybody(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/account/e-mail/", "/wachtwoord/wijzigen/", "/account/opnieuw-inloggen/"])
def test_the_pages_behind_the_log_in_ask_for_it(client, path):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, f"/inloggen/?next={path}")
