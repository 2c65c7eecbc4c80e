"""The mails around an account, in the words of the portal."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

LINK = {"link": _("Het adres waarop de lezer verdergaat")}
SAMPLE = {"link": "https://portaal.voorbeeld.be/account/…"}


def _account_mail(kind: str, title, subject, text, *, with_link: bool = True) -> None:
    register_mail(
        kind,
        title=title,
        subject=subject,
        body=text,
        variables=LINK if with_link else {},
        sample=SAMPLE if with_link else {},
    )


_account_mail(
    "account_welcome",
    _("Account: e-mailadres bevestigen bij het aanmelden"),
    _("Bevestig uw e-mailadres"),
    _(
        "U maakte een account op het portaal van PIO. Bevestig uw e-mailadres met deze link, dan kunt u verder:\n\n"
        "{{ link }}\n\nDe link werkt drie dagen. Vroeg u geen account aan? Dan hoeft u niets te doen."
    ),
)
_account_mail(
    "account_confirm_email",
    _("Account: e-mailadres bevestigen"),
    _("Bevestig uw e-mailadres"),
    _(
        "Bevestig met deze link dat dit uw e-mailadres is:\n\n{{ link }}\n\n"
        "De link werkt drie dagen. Vroeg u dit niet? Dan hoeft u niets te doen."
    ),
)
_account_mail(
    "account_exists",
    _("Account: er is al een account"),
    _("U hebt al een account"),
    _(
        "Iemand, wellicht u, wilde met dit e-mailadres een account maken. U hebt er al een. "
        "Weet u uw wachtwoord niet meer? Kies dan hier een nieuw:\n\n{{ link }}"
    ),
)
_account_mail(
    "account_unknown",
    _("Account: geen account met dit e-mailadres"),
    _("Geen account met dit e-mailadres"),
    _(
        "Iemand, wellicht u, vroeg een nieuw wachtwoord voor dit e-mailadres. Wij kennen er geen account mee. "
        "Kijk na of u zich met een ander adres aanmeldde, of maak hier een account:\n\n{{ link }}"
    ),
)
_account_mail(
    "account_reset_password",
    _("Account: nieuw wachtwoord kiezen"),
    _("Kies een nieuw wachtwoord"),
    _("Kies met deze link een nieuw wachtwoord:\n\n{{ link }}\n\nVroeg u dit niet? Dan hoeft u niets te doen."),
)
_account_mail(
    "account_password_changed",
    _("Account: wachtwoord gewijzigd"),
    _("Uw wachtwoord is gewijzigd"),
    _("Het wachtwoord van uw account is gewijzigd. Deed u dit niet zelf? Laat het ons dan meteen weten."),
    with_link=False,
)
_account_mail(
    "account_email_changed",
    _("Account: e-mailadres gewijzigd"),
    _("Het e-mailadres van uw account is gewijzigd"),
    _("Het e-mailadres van uw account is gewijzigd. Deed u dit niet zelf? Laat het ons dan meteen weten."),
    with_link=False,
)
