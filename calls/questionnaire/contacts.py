"""How an e-mail address, a phone number and the address of a website are read: each in its one way of writing.

Each raises `Misread` with a sentence that says what to type. The text comes without what nobody can see (`text.tidy`).
"""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from pio_portal.reading import Misread

LONGEST = 254
COUNTRY = "BE"  # of a number that names none
_is_email, _is_website = EmailValidator(), URLValidator(schemes=["http", "https"])


def read_email(text: str) -> str:
    """`lien@aarschot.be`: with a domain that can receive mail."""
    address = "".join(text.removeprefix("mailto:").split()).replace("\u200d", "")
    try:
        _is_email(address)
    except ValidationError:
        raise Misread(_("Schrijf een volledig e-mailadres, bijvoorbeeld naam@gemeente.be.")) from None
    return address


def read_phone(text: str) -> str:
    """`+32 16 12 34 56`: any number that can be called, Belgian when it names no country."""
    try:
        number = phonenumbers.parse(text[:LONGEST], COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Misread(_("Schrijf een volledig telefoonnummer, bijvoorbeeld 016 12 34 56 of +31 20 123 4567."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def read_website(text: str) -> str:
    """`https://www.aarschot.be`: the protocol may be left out."""
    address = text if "://" in text else f"https://{text}"
    try:
        _is_website(address)
    except ValidationError:
        raise Misread(_("Schrijf een volledig webadres, bijvoorbeeld www.gemeente.be.")) from None
    return address
