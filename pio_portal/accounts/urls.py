"""Log-in, sign-up and passwords: allauth's views under Dutch addresses, with the names that allauth reverses."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from pio_portal.accounts import views
from pio_portal.accounts.access import LOGGED_IN, PUBLIC, route


class Base36(StringConverter):
    """Letters and digits, so that the first dash ends it."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")

urlpatterns = [
    route("inloggen/", views.login, name="account_login", roles=PUBLIC),
    route("uitloggen/", views.logout, name="account_logout", roles=PUBLIC),
    route("aanmelden/", views.signup, name="account_signup", roles=PUBLIC),
    route(
        "aanmelden/bevestigen/",
        views.email_verification_sent,
        name="account_email_verification_sent",
        roles=PUBLIC,
        methods=("GET", "HEAD"),
    ),
    route("aanmelden/bevestigen/<token:key>/", views.confirm_email, name="account_confirm_email", roles=PUBLIC),
    route(
        "account/niet-actief/", views.account_inactive, name="account_inactive", roles=PUBLIC, methods=("GET", "HEAD")
    ),
    route("account/mails/", views.mails, name="account_mails", roles=LOGGED_IN),
    route("account/e-mail/", views.email, name="account_email", roles=LOGGED_IN),
    route("account/opnieuw-inloggen/", views.reauthenticate, name="account_reauthenticate", roles=LOGGED_IN),
    route("wachtwoord/wijzigen/", views.password_change, name="account_change_password", roles=LOGGED_IN),
    route("wachtwoord/kiezen/", views.password_set, name="account_set_password", roles=LOGGED_IN),
    route("wachtwoord/vergeten/", views.password_reset, name="account_reset_password", roles=PUBLIC),
    route(
        "wachtwoord/vergeten/verstuurd/",
        views.password_reset_done,
        name="account_reset_password_done",
        roles=PUBLIC,
        methods=("GET", "HEAD"),
    ),
    route(
        "wachtwoord/nieuw/<base36:uidb36>-<token:key>/",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
        roles=PUBLIC,
    ),
    route(
        "wachtwoord/nieuw/klaar/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
        roles=PUBLIC,
        methods=("GET", "HEAD"),
    ),
]
