"""Passwords that are long enough and yet guessed at once."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_KINDS = 5  # different characters, small and capital being the same
REPEATED = re.compile(r"(.{1,6}?)\1+.{0,5}", re.DOTALL)
ROWS = (
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
)


class VariedPasswordValidator:
    """Refuses what is one character, a few of them in turn, or the keys in a row."""

    def validate(self, password: str, user=None) -> None:  # noqa: ARG002 - Django's signature
        """Raise ValidationError, with how to choose a better one."""
        bare = "".join(password.casefold().split())
        rows = [row + row for row in (*ROWS, *(row[::-1] for row in ROWS))]
        if len(set(bare)) < FEWEST_KINDS or REPEATED.fullmatch(bare) or any(bare in row for row in rows):
            raise ValidationError(self.get_help_text(), code="password_not_varied")

    def get_help_text(self) -> str:
        """What a good password is."""
        return _(
            "Dit wachtwoord is te makkelijk te raden: het herhaalt zich of volgt de toetsen. Kies enkele woorden na elkaar."
        )
