"""What each state of an application demands of its columns; the database holds it (docs/states.md)."""

from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from pio_portal.invariants import Demand, text

HANDED_IN = [*Status.open(), *Status.decided(), Status.WITHDRAWN]
ASSESSED = [Status.ELIGIBLE, Status.SELECTED, Status.NOT_SELECTED]
OF_APPLICATION = [
    Demand(
        "application_handed_in_says_for_what_when_and_by_whom",
        HANDED_IN,
        filled=["round", "form", "submitted_at", "submitted_by"],
        message=_(
            "Een ingediende aanvraag vermeldt haar indiendatum en vragenlijst, en wanneer en door wie ze werd ingediend."
        ),
    ),
    Demand(
        "application_draft_is_not_submitted",
        [Status.DRAFT],
        empty=["submitted_at", "submitted_by"],
        message=_("Een aanvraag in opmaak is nog niet ingediend."),
    ),
    Demand(
        "application_reopened_says_when_and_by_whom",
        [Status.REOPENED],
        filled=["reopened_at", "reopened_by"],
        message=_("Een heropende aanvraag vermeldt wanneer en door wie ze werd heropend."),
    ),
    Demand(
        "application_not_reopened_says_nothing_of_it",
        [status for status in Status if status != Status.REOPENED],
        empty=["reopened_at", "reopened_by"],
        message=_("Alleen een heropende aanvraag heeft een datum van heropening."),
    ),
    Demand(
        "application_assessed_says_since_when_and_by_whom",
        ASSESSED,
        filled=["eligible_at", "eligible_by"],
        message=_("Een aanvraag in beoordeling vermeldt wanneer en door wie ze ontvankelijk werd verklaard."),
    ),
    Demand(
        "application_not_assessed_was_not_let_through",
        [*Status.with_applicants(), Status.SUBMITTED, Status.INELIGIBLE, Status.VOID],
        empty=["eligible_at", "eligible_by"],
        message=_("Een aanvraag die niet in beoordeling ging, heeft geen datum van ontvankelijkheid."),
    ),
    Demand(
        "application_withdrawn_says_when_and_by_whom",
        [Status.WITHDRAWN],
        filled=["withdrawn_at", "withdrawn_by"],
        message=_("Een ingetrokken aanvraag vermeldt wanneer en door wie."),
    ),
    Demand(
        "application_not_withdrawn_says_nothing_of_it",
        [status for status in Status if status != Status.WITHDRAWN],
        empty=["withdrawn_at", "withdrawn_by"],
        message=_("Alleen een ingetrokken aanvraag heeft een datum van intrekking."),
    ),
    Demand(
        "application_void_says_when_and_by_whom",
        [Status.VOID],
        filled=["voided_at", "voided_by"],
        message=_("Een nietige aanvraag vermeldt wanneer en door wie."),
    ),
    Demand(
        "application_not_void_says_nothing_of_it",
        [status for status in Status if status != Status.VOID],
        empty=["voided_at", "voided_by", text("void_reason")],
        message=_("Alleen een nietige aanvraag vermeldt waarom ze nietig is."),
    ),
    Demand(
        "application_decided_says_when",
        Status.decided(),
        filled=["decided_on"],
        message=_("Een beslissing vermeldt haar datum."),
    ),
    Demand(
        "application_not_decided_has_no_date_of_it",
        [status for status in Status if status not in Status.decided()],
        empty=["decided_on"],
        message=_("Alleen een besliste aanvraag heeft een datum van beslissing."),
    ),
]
