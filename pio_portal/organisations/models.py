from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.invariants import Demand, state_demands
from pio_portal.organisations.enums import Level, MembershipStatus, OrganisationType
from pio_portal.organisations.identifiers import (
    format_kbo,
    validate_kbo,
    validate_mail_domain,
    validate_nis,
    validate_ovo,
    validate_postcode,
)
from pio_portal.organisations.querysets import MembershipQuerySet, OrganisationQuerySet
from pio_portal.searched import Normal, Sorted

# Postcodes per province, as Belgian post numbers them: (from, to, province).
PROVINCES = [
    ("1000", "1299", "Brussel"),
    ("1500", "1999", "Vlaams-Brabant"),
    ("3000", "3499", "Vlaams-Brabant"),
    ("2000", "2999", "Antwerpen"),
    ("3500", "3999", "Limburg"),
    ("8000", "8999", "West-Vlaanderen"),
    ("9000", "9999", "Oost-Vlaanderen"),
]


@tracked(exclude=("province",))
class Organisation(models.Model):
    """A public body, enterprise or knowledge institution. It owns its dossiers; people come and go."""

    kbo = models.CharField(
        _("KBO-nummer"), max_length=10, unique=True, null=True, blank=True, validators=[validate_kbo]
    )
    ovo = models.CharField(_("OVO-code"), max_length=9, unique=True, null=True, blank=True, validators=[validate_ovo])
    name = models.CharField(_("naam"), max_length=200)
    type = models.CharField(_("soort"), max_length=20, choices=OrganisationType, default=OrganisationType.OTHER)
    nis = models.CharField(_("NIS-code"), max_length=5, blank=True, validators=[validate_nis])
    street = models.CharField(_("straat en nummer"), max_length=150, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True, validators=[validate_postcode])
    municipality = models.CharField(_("gemeente"), max_length=100, blank=True)
    province = models.GeneratedField(
        expression=Case(
            When(postcode="", then=Value("")),
            *[When(postcode__gte=low, postcode__lte=high, then=Value(name)) for low, high, name in PROVINCES],
            default=Value("Buiten Vlaanderen"),
        ),
        output_field=models.CharField(max_length=20),
        db_persist=True,
        verbose_name=_("provincie"),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Membership",
        through_fields=("organisation", "user"),
        related_name="organisations",
    )
    mail_domain = models.CharField(
        _("maildomein"), max_length=100, blank=True, validators=[validate_mail_domain]
    )  # PIO wrote it: who has an address there works for the organisation
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        indexes = [
            GinIndex(OpClass(Normal("name"), name="gin_trgm_ops"), name="organisation_name_trigram"),
            models.Index(Sorted("name"), name="organisation_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def vouches_for(self, user) -> bool:
        """Whether the user's confirmed address is of the organisation's own domain."""
        return bool(self.mail_domain) and user.email.endswith(f"@{self.mail_domain}")

    @property
    def address(self) -> str:
        """Its address as it stands on a letter, in lines; what is not known is left out."""
        return "\n".join(filter(None, [self.street, f"{self.postcode} {self.municipality}".strip()]))

    @property
    def kbo_display(self) -> str:
        return format_kbo(self.kbo)


@tracked()
class Membership(models.Model):
    """Someone works for an organisation: asked for, then allowed by a manager of it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisatie")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("gebruiker")
    )
    level = models.PositiveSmallIntegerField(_("niveau"), choices=Level, default=Level.VIEWER)
    status = FSMField(_("status"), choices=MembershipStatus, default=MembershipStatus.REQUESTED, protected=True)
    requested_at = models.DateTimeField(_("gevraagd op"))
    decided_at = models.DateTimeField(_("beslist op"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("beëindigd op"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("lidmaatschap")
        verbose_name_plural = _("lidmaatschappen")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(status__in=[MembershipStatus.REQUESTED, MembershipStatus.ACTIVE]),
                name="membership_one_per_person_and_organisation",
                violation_error_message=_("Deze persoon hoort al bij deze organisatie, of vroeg dat al."),
            ),
            *state_demands(
                "status",
                Demand(
                    "membership_requested_is_undecided",
                    [MembershipStatus.REQUESTED],
                    empty=["decided_at", "decided_by", "ended_at", "ended_by"],
                    message=_("Over een aangevraagd lidmaatschap is nog niet beslist."),
                ),
                Demand(
                    "membership_decided_says_when_and_by_whom",
                    [MembershipStatus.ACTIVE, MembershipStatus.REFUSED],
                    filled=["decided_at", "decided_by"],
                    empty=["ended_at", "ended_by"],
                    message=_(
                        "Een aanvaard of geweigerd lidmaatschap vermeldt wanneer en door wie, en is niet beëindigd."
                    ),
                ),
                Demand(
                    "membership_ended_says_when_and_by_whom",
                    [MembershipStatus.ENDED],
                    filled=["decided_at", "decided_by", "ended_at", "ended_by"],
                    message=_("Een beëindigd lidmaatschap vermeldt wanneer en door wie, en wie het eerst aanvaardde."),
                ),
            ),
            models.CheckConstraint(
                name="membership_decided_after_it_was_requested",
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("requested_at")),
                violation_error_message=_("Over een lidmaatschap wordt pas beslist nadat het gevraagd is."),
            ),
            models.CheckConstraint(
                name="membership_ended_after_it_was_decided",
                condition=Q(ended_at__isnull=True) | Q(decided_at__isnull=False, ended_at__gte=F("decided_at")),
                violation_error_message=_("Een lidmaatschap eindigt pas nadat het aanvaard is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"

    @transition(
        status,
        source=MembershipStatus.REQUESTED,
        target=MembershipStatus.ACTIVE,
        permission="organisations.manage_membership",
    )
    def accept(self): ...

    @transition(
        status,
        source=MembershipStatus.REQUESTED,
        target=MembershipStatus.REFUSED,
        permission="organisations.manage_membership",
    )
    def refuse(self): ...

    @transition(
        status, source=MembershipStatus.ACTIVE, target=MembershipStatus.ENDED, permission="organisations.end_membership"
    )
    def end(self): ...
