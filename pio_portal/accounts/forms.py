"""The forms around an account: allauth's, in our words. Each password is typed once; who mistypes it asks a new one."""

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Minstens 12 tekens. Een zin van enkele woorden onthoudt u makkelijk en is moeilijk te raden.")


class Plain:
    """Our labels and hints, and no text inside the boxes: that disappears while one types."""

    texts: dict[str, tuple] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.texts:
                field.label, field.help_text = self.texts[name]


class LoginForm(Plain, allauth.LoginForm):
    """Fields `login` (an e-mail address) and `password`."""

    texts = {"login": (_("E-mailadres"), ""), "password": (_("Wachtwoord"), "")}


class SignupForm(Plain, allauth.SignupForm):
    """A new applicant says who it is; the organisation is chosen afterwards."""

    name = forms.CharField(
        label=_("Uw naam"),
        help_text=_("Voornaam en familienaam. Uw collega's en het PIO-team zien hem."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]
    texts = {
        "email": (_("E-mailadres van uw werk"), _("Wij sturen er een link naartoe om het te bevestigen.")),
        "password1": (_("Kies een wachtwoord"), PASSWORD_HELP),
    }


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):
    texts = {"email": (_("E-mailadres"), _("Het adres waarmee u zich aanmeldde."))}


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):
    texts = {"password1": (_("Nieuw wachtwoord"), PASSWORD_HELP)}


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    texts = {
        "oldpassword": (_("Huidig wachtwoord"), ""),
        "password1": (_("Nieuw wachtwoord"), PASSWORD_HELP),
    }


class ChangeEmailForm(Plain, allauth.ChangeEmailForm):
    texts = {"email": (_("Nieuw e-mailadres"), _("Het geldt zodra u het bevestigt met de link die wij u sturen."))}


class ReauthenticateForm(Plain, allauth.ReauthenticateForm):
    texts = {"password": (_("Wachtwoord"), "")}
