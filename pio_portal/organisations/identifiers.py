"""Belgian identifiers: KBO, OVO, NIS, postcode. Each validator's message says how to put it right."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum.be import vat
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError

KBO_ADVICE = _(
    "Geen geldig ondernemingsnummer. Verwacht: 10 cijfers die met 0 of 1 beginnen, bijvoorbeeld 0316.380.841."
)

KBO_CHECK = _(
    "De controlecijfers van %(number)s kloppen niet: %(check)s past niet bij de cijfers ervoor. Kijk het nummer na."
)


def clean_kbo(text: str) -> str:
    """The ten digits of an enterprise number. An old number of nine digits gets its leading 0.

    Raises ValidationError when the digits are wrong; and, saying so, when their check is (97 - first eight mod 97).
    """
    digits = re.sub(r"[\s./-]", "", text.strip().upper().removeprefix("BE"))
    if not digits.isascii() or not digits.isdigit() or len(digits) > 10:  # noqa: PLR2004
        raise ValidationError(KBO_ADVICE, code="kbo")
    if len(digits) == 9:  # noqa: PLR2004 - numbers given out before 2005
        digits = "0" + digits
    if len(digits) != 10 or digits[0] not in "01":  # noqa: PLR2004
        raise ValidationError(KBO_ADVICE, code="kbo")
    try:
        return vat.validate(digits)
    except InvalidChecksum as error:
        raise ValidationError(
            KBO_CHECK, code="kbo", params={"check": digits[8:], "number": format_kbo(digits)}
        ) from error
    except NumberError as error:
        raise ValidationError(KBO_ADVICE, code="kbo") from error


def validate_kbo(text: str) -> None:
    """A validator: the stored form is the ten bare digits."""
    if clean_kbo(text) != text:
        raise ValidationError(KBO_ADVICE, code="kbo")


def format_kbo(digits: str | None) -> str:
    """0316380841 → 0316.380.841, as people write it."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if digits else ""


PROVIDERS = frozenset(  # of mail for anybody: an address there says nothing of where somebody works
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.be",
        "outlook.com",
        "outlook.be",
        "live.com",
        "live.be",
        "msn.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "telenet.be",
        "skynet.be",
        "proximus.be",
        "pandora.be",
        "scarlet.be",
    ]
)
MAIL_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")


def validate_mail_domain(domain: str) -> None:
    """A validator: what stands behind the @ in the addresses of one organisation, and of nobody else."""
    if not MAIL_DOMAIN.fullmatch(domain):
        raise ValidationError(_("Schrijf wat achter het @-teken staat, bijvoorbeeld gent.be."), code="domain")
    if domain in PROVIDERS:
        raise ValidationError(_("Bij deze aanbieder heeft iedereen een adres. Laat het leeg."), code="provider")


validate_ovo = RegexValidator(
    r"^OVO\d{6}$", _("Geen geldige OVO-code. Verwacht: OVO en zes cijfers, bijvoorbeeld OVO002949.")
)
validate_nis = RegexValidator(r"^\d{5}$", _("Geen geldige NIS-code. Verwacht: vijf cijfers, bijvoorbeeld 44021."))
validate_postcode = RegexValidator(
    r"^[1-9]\d{3}$", _("Geen geldige postcode. Verwacht: vier cijfers, bijvoorbeeld 9000.")
)
