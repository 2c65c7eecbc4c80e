from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.enums import ReminderDelay, Role
from pio_portal.audit.history import tracked
from pio_portal.searched import Sorted


class UserManager(BaseUserManager["User"]):
    """Makes users. E-mail addresses are kept in lower case, so that nobody has two accounts by accident."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """An administrator: manages users and settings, sees no dossiers."""
        return self.create_user(email, password, roles=[Role.ADMINISTRATOR], **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())

    def with_role(self, *roles: Role):
        """Active users that have at least one of the roles, by name."""
        return self.filter(is_active=True, roles__overlap=list(roles)).order_by(Sorted("name"))


@tracked(exclude=("password", "last_login"))
class User(AbstractBaseUser, PermissionsMixin):
    """Someone who logs in: of PIO and its surroundings (roles), or of a public body (memberships)."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=150)
    function = models.CharField(
        _("functie"), max_length=100, blank=True, help_text=_("Staat onder de brieven die deze persoon ondertekent.")
    )
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True, verbose_name=_("rollen")
    )
    gets_reminders = models.BooleanField(_("herinneringen"), default=True)
    reminder_delay = models.PositiveSmallIntegerField(
        _("herinneringen over projecten"), choices=ReminderDelay, default=ReminderDelay.NONE
    )
    gets_copies = models.BooleanField(_("kopieën"), default=True)
    is_active = models.BooleanField(_("actief"), default=True)
    joined_at = models.DateTimeField(_("sinds"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        indexes = [GinIndex(fields=["roles"], name="user_roles")]
        constraints = [
            models.CheckConstraint(
                name="user_email_in_lower_case",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("Schrijf het e-mailadres in kleine letters."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def clean(self) -> None:
        """The last administrator stays one: nobody else could give the role back."""
        super().clean()
        if self.pk is None or self.has_role(Role.ADMINISTRATOR):
            return
        administrators = type(self).objects.with_role(Role.ADMINISTRATOR)
        if administrators.filter(pk=self.pk).exists() and not administrators.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"roles": _("Dit is de laatste actieve beheerder. Geef eerst iemand anders die rol.")}
            )

    @cached_property
    def known(self) -> dict[str, Any]:
        """What the rules asked about them: kept for a page, and asked anew by a change, which may have waited for a lock."""
        return {}

    def has_role(self, *roles: Role) -> bool:
        """Whether the user has at least one of the roles."""
        return self.is_active and not set(roles).isdisjoint(self.roles)

    @property
    def is_pio(self) -> bool:
        """Of the PIO team: sees all dossiers."""
        return self.has_role(Role.STAFF, Role.LEAD)

    @property
    def is_internal(self) -> bool:
        """Has any role in the programme; an applicant has none."""
        return self.is_active and bool(self.roles)

    @property
    def is_staff(self) -> bool:
        """Django's word for who may open /admin/."""
        return self.has_role(Role.ADMINISTRATOR)

    @property
    def signs_as(self) -> str:
        """What stands below the name under a letter: the function, else the roles."""
        return self.function or self.role_names

    @property
    def role_names(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)
