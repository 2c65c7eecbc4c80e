"""What allauth asks of the portal: our sentences, our mails through the outbox, our user."""

from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts import known_browsers
from pio_portal.correspondence import outbox

KIND_OF_TEMPLATE = {  # allauth's name of a mail → ours
    "email_confirmation": "account_confirm_email",
    "email_confirmation_signup": "account_welcome",
    "account_already_exists": "account_exists",
    "unknown_account": "account_unknown",
    "password_reset_key": "account_reset_password",
    "password_reset": "account_password_changed",
    "password_changed": "account_password_changed",
    "password_set": "account_password_changed",
    "email_changed": "account_email_changed",
    "email_confirm": "account_email_changed",
    "email_deleted": "account_email_changed",
}

# Where allauth's context keeps the address that the mail is about.
LINKS = ("activate_url", "password_reset_url", "signup_url")


class AccountAdapter(DefaultAccountAdapter):
    """Nothing here tells whether an address has an account: not the sentence, the status or the mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dit account is niet actief. Vraag het PIO-team om hulp."),
        "email_password_mismatch": _(
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of kies “Wachtwoord vergeten”. "
            "Hebt u pas een account gemaakt? Bevestig dan eerst uw e-mailadres met de link in uw mailbox."
        ),
        "email_taken": _("Dit e-mailadres is al in gebruik."),
        "enter_current_password": _("Dit is niet uw huidige wachtwoord."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_or_expired_key": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "same_as_current": _("Dit is al uw e-mailadres."),
        "too_many_login_attempts": _(
            "Te veel mislukte pogingen. Wacht enkele minuten en probeer het dan opnieuw. Kiest u via “Wachtwoord "
            "vergeten” een nieuw wachtwoord, dan kunt u meteen verder."
        ),
        "rate_limited": _("Dit gaat te snel na elkaar. Wacht een minuut en probeer het dan opnieuw."),
    }

    @transaction.atomic
    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Every mail of allauth leaves through the outbox, in PIO's own wording.

        Raises KeyError for a mail that `accounts.mails` does not know.
        """
        kind = KIND_OF_TEMPLATE[template_prefix.rpartition("/")[2]]
        address = urlsplit(next((context[name] for name in LINKS if name in context), ""))
        link = outbox.link(urlunsplit(("", "", *address[2:])))  # allauth's begins with the request's host
        user = context.get("user")
        to = user if user is not None and user.email == email else email
        outbox.post_mail(kind, to=to, about=None, context={"link": link})

    def add_message(self, request, level, message_template=None, message_context=None, *args, **kwargs) -> None:
        """Say what allauth says, except after signing up: the page itself tells to look in the mailbox."""
        if not (message_context or {}).get("signup"):
            super().add_message(request, level, message_template, message_context, *args, **kwargs)

    def pre_authenticate(self, request, **credentials) -> None:
        """Count the attempt: those of a browser in which the owner of the account was are counted by themselves."""
        key = known_browsers.key_of(request, credentials.get("email", ""))
        if not key:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed_in_known_browser", key=key
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, **kwargs) -> HttpResponse:
        """Go on to the page that was asked for, in a browser that is known from now on."""
        response = super().post_login(request, user, **kwargs)
        known_browsers.remember(request, response, user.email)
        return response

    def save_user(self, request, user, form, commit=True):  # noqa: FBT002 - allauth's signature
        """A new applicant: with a name, without any role."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit=commit)
