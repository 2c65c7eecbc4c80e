from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.contact.enums import EnquiryStatus, Topic
from pio_portal.contact.querysets import EnquiryQuerySet
from pio_portal.invariants import Demand, state_demands, text


@tracked()
class Enquiry(models.Model):
    """What somebody asks PIO through the contact form, with or without an account, and what PIO answered."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    status = FSMField(_("status"), choices=EnquiryStatus, default=EnquiryStatus.OPEN, protected=True)
    topic = models.CharField(_("onderwerp"), max_length=10, choices=Topic, default=Topic.OTHER)
    name = models.CharField(_("naam"), max_length=100)
    email = models.EmailField(_("e-mailadres"))
    text = models.TextField(_("vraag"))
    asked_at = models.DateTimeField(_("gesteld op"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("antwoord"), blank=True)
    handled_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        indexes = [
            models.Index(fields=["-asked_at"], name="enquiry_newest"),
            models.Index(fields=["asked_at"], condition=models.Q(status=EnquiryStatus.OPEN), name="enquiry_waiting"),
        ]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "enquiry_open_is_not_handled",
                    [EnquiryStatus.OPEN],
                    empty=["handled_at", "handled_by", text("answer")],
                    message=_("Een nieuwe vraag heeft nog geen antwoord."),
                ),
                Demand(
                    "enquiry_answered_has_its_answer",
                    [EnquiryStatus.ANSWERED],
                    filled=["handled_at", "handled_by", text("answer")],
                    message=_("Een beantwoorde vraag vermeldt het antwoord, wanneer en door wie."),
                ),
                Demand(
                    "enquiry_closed_says_when_and_by_whom",
                    [EnquiryStatus.CLOSED],
                    filled=["handled_at", "handled_by"],
                    empty=[text("answer")],
                    message=_("Een afgesloten vraag vermeldt wanneer en door wie, en heeft geen antwoord."),
                ),
            ),
            models.CheckConstraint(
                name="enquiry_handled_after_it_was_asked",
                condition=models.Q(handled_at__isnull=True) | models.Q(handled_at__gte=models.F("asked_at")),
                violation_error_message=_("Een vraag wordt pas afgehandeld nadat ze gesteld is."),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_staff_url(self) -> str:
        """Its page at PIO."""
        return reverse("contact:enquiry", args=[self.ref])

    @transition(status, source=EnquiryStatus.OPEN, target=EnquiryStatus.ANSWERED, permission="contact.handle_enquiry")
    def give_answer(self): ...

    @transition(status, source=EnquiryStatus.OPEN, target=EnquiryStatus.CLOSED, permission="contact.handle_enquiry")
    def close(self): ...
