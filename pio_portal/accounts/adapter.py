"""What allauth asks of the portal: our sentences, our mails through the outbox, our user."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.utils.translation import gettext_lazy as _

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
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of kies “Wachtwoord vergeten”."
        ),
        "email_taken": _("Dit e-mailadres is al in gebruik."),
        "enter_current_password": _("Dit is niet uw huidige wachtwoord."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_or_expired_key": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "same_as_current": _("Dit is al uw e-mailadres."),
        "too_many_login_attempts": _("Te veel mislukte pogingen. Wacht enkele minuten en probeer het dan opnieuw."),
        "rate_limited": _("Dit gaat te snel na elkaar. Wacht een minuut en probeer het dan opnieuw."),
    }

    @transaction.atomic
    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Every mail of allauth leaves through the outbox, in PIO's own wording.

        Raises KeyError for a mail that `accounts.mails` does not know.
        """
        kind = KIND_OF_TEMPLATE[template_prefix.rpartition("/")[2]]
        address = next((context[name] for name in LINKS if name in context), "")
        user = context.get("user")
        to = user if user is not None and user.email == email else email
        outbox.post_mail(kind, to=to, about=None, context={"link": address})

    def save_user(self, request, user, form, commit=True):  # noqa: FBT002 - allauth's signature
        """A new applicant: with a name, without any role."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit=commit)
