"""The forms around an account: allauth's, in our words. Each password is typed once; who mistypes it asks a new one."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from pio_portal.accounts.enums import ReminderDelay
from pio_portal.names import NameField
from pio_portal.ui.layout import Actions, Button, Form, LaidOut

PASSWORD_HELP = _("Minstens 12 tekens. Een zin van enkele woorden onthoudt u makkelijk en is moeilijk te raden.")


class AccountForm(LaidOut):
    """Our labels, hints and buttons, and no text inside the boxes: that disappears while one types.

    Without an address of its own it is sent to that of its page, so that `?next=` stays with it.
    """

    texts: dict[str, tuple] = {}
    way_out: Any = ""  # the address of the link beside the button

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.texts:
                field.label, field.help_text = self.texts[name]
        self.helper.cancel_url = self.way_out


class LoginForm(AccountForm, allauth.LoginForm):
    """Fields `login` (an e-mail address) and `password`."""

    actions = Actions(_("Inloggen"), cancel=_("Wachtwoord vergeten?"))
    way_out = reverse_lazy("account_reset_password")

    texts = {"login": (_("E-mailadres"), ""), "password": (_("Wachtwoord"), "")}


class SignupForm(AccountForm, allauth.SignupForm):
    """A new applicant says who it is; the organisation is chosen afterwards."""

    actions = Actions(_("Account aanmaken"))

    name = NameField(
        label=_("Uw naam"),
        help_text=_("Voornaam en familienaam. Uw collega's en het PIO-team zien die naam."),
        autocomplete="name",
    )
    field_order = ["name", "email", "password1"]
    texts = {
        "email": (_("E-mailadres van uw werk"), _("Wij sturen er een link naartoe om het te bevestigen.")),
        "password1": (_("Kies een wachtwoord"), PASSWORD_HELP),
    }

    def try_save(self, request: HttpRequest) -> tuple:
        """Make the account, or write to the owner of the one that is there: with as much work for the password."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(AccountForm, allauth.ResetPasswordForm):
    actions = Actions(_("Stuur me een link"))
    texts = {"email": (_("E-mailadres"), _("Het adres waarmee u zich aanmeldde."))}


class NewPasswordForm(AccountForm, allauth.ResetPasswordKeyForm):
    actions = Actions(_("Wachtwoord bewaren"))
    texts = {"password1": (_("Nieuw wachtwoord"), PASSWORD_HELP)}


class ChangePasswordForm(AccountForm, allauth.ChangePasswordForm):
    way_out = reverse_lazy("ui:account")
    actions = Actions(_("Wachtwoord wijzigen"))
    texts = {
        "oldpassword": (_("Huidig wachtwoord"), ""),
        "password1": (_("Nieuw wachtwoord"), PASSWORD_HELP),
    }


class SetPasswordForm(AccountForm, allauth.SetPasswordForm):
    way_out = reverse_lazy("ui:account")
    actions = Actions(_("Wachtwoord instellen"))
    texts = {"password1": (_("Nieuw wachtwoord"), PASSWORD_HELP)}


class ChangeEmailForm(AccountForm, allauth.AddEmailForm):
    actions = Actions(_("Wijzigen"), name="action_add")
    way_out = reverse_lazy("ui:account")
    texts = {"email": (_("Nieuw e-mailadres"), _("Het geldt zodra u het bevestigt met de link die wij u sturen."))}


class ReauthenticateForm(AccountForm, allauth.ReauthenticateForm):
    actions = Actions(_("Verder"))
    texts = {"password": (_("Wachtwoord"), "")}


class PendingEmailForm(Form):
    """What may be done with a new address that waits to be confirmed."""

    actions = Actions(
        _("Stuur de mail opnieuw"),
        Button(_("Toch niet wijzigen"), name="action_remove", small=True),
        kind="quiet",
        small=True,
        name="action_send",
    )

    email = forms.EmailField(widget=forms.HiddenInput)


class MailsForm(Form):
    """Which mails somebody gets of those that nobody need get."""

    gets_reminders = forms.BooleanField(
        label=_("Herinneringen"),
        help_text=_("Een indiendatum die nadert, een aanvulling of een advies waarop we wachten."),
        required=False,
    )
    reminder_delay = forms.TypedChoiceField(
        label=_("Als de dag van een mijlpaal of een engagement voorbij is, krijg ik een herinnering"),
        help_text=_("Alleen op werkdagen: nooit in het weekend of op een feestdag."),
        choices=ReminderDelay.choices,
        coerce=int,
    )
    gets_copies = forms.BooleanField(
        label=_("Kopieën"),
        help_text=_("Wat PIO schrijft over een aanvraag waaraan u meewerkte, als een collega er iets mee moet doen."),
        required=False,
    )


class DemoLoginForm(Form):
    """Logs in as one of the accounts of the demo programme, by one button."""

    login = forms.EmailField(widget=forms.HiddenInput)
    password = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, account: DemoAccount) -> None:
        super().__init__(initial={"login": account.email, "password": DEMO_PASSWORD}, auto_id=False)
        self.account = account
        self.actions = Actions(_("Kies"), kind="quiet", small=True, about=account.name)


def demo_logins() -> list[DemoLoginForm]:
    """A form for each account of the demo programme."""
    return [DemoLoginForm(account) for account in DEMO_ACCOUNTS]
