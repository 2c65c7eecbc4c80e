"""What can be recorded about one procurement, by PIO and by its client alike: a table of forms with their verbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Procurement, Remark
from projects.procurement import forms as given
from projects.procurement.contract import amend_contract, deliver_part, note_lessons, sign_contract
from projects.procurement.lots import add_lot
from projects.procurement.participants import add_participant
from projects.procurement.workflow import (
    award_procurement,
    cancel_procurement,
    change_notice,
    deliver_procurement,
    describe_innovation,
    edit_procurement,
    launch_procurement,
    report_no_tenders,
    terminate_procurement,
)

DESCRIPTION = ("title", "procedure", "cpv", "estimate", "innovation", "rd_share")
INNOVATION = ("innovation", "rd_share")
CONTRACT = ("contract_on", "contract_ends_on")
LESSONS = ("lessons",)
NOTICE = ("notice_ref", "notice_url", "questions_until", "tender_deadline", "questions_received")


@dataclass(frozen=True, kw_only=True)
class Change:
    """A form about a procurement and what it does. `shows` are the fields of the row that it begins with."""

    title: Any
    done: Any
    form: type[forms.Form]
    verb: Callable[..., Any]
    shows: Sequence[str] = ()
    today: str = ""
    intro: Any = ""
    merges: bool = False  # several may write it: it is about the row that its verb locks first
    by_law: bool = False  # it judges by the law of today
    after_remarks: bool = False  # it asks about the remarks on its documents that are still open


CHANGES = {
    "edit": Change(
        title=_("Gegevens van de opdracht"),
        done=_("De gegevens zijn bewaard."),
        form=given.ProcurementForm,
        verb=edit_procurement,
        shows=DESCRIPTION,
        merges=True,
        by_law=True,
    ),
    "innovation": Change(
        title=_("Wat is er nieuw aan?"),
        done=_("De gegevens zijn bewaard."),
        form=given.InnovationForm,
        verb=describe_innovation,
        shows=INNOVATION,
        merges=True,
    ),
    "lot": Change(title=_("Perceel toevoegen"), done=_("Het perceel is toegevoegd."), form=given.LotForm, verb=add_lot),
    "launch": Change(
        title=_("Lancering vastleggen"),
        done=_("De opdracht is gelanceerd."),
        form=given.LaunchForm,
        verb=launch_procurement,
        today="launched_on",
        after_remarks=True,
    ),
    "notice": Change(
        title=_("Aankondiging verbeteren"),
        done=_("De aankondiging is bewaard."),
        form=given.NoticeForm,
        verb=change_notice,
        shows=NOTICE,
        merges=True,
    ),
    "participant": Change(
        title=_("Deelnemer toevoegen"),
        done=_("De deelnemer is toegevoegd."),
        form=given.ParticipantForm,
        verb=add_participant,
    ),
    "award": Change(
        title=_("Gunning vastleggen"),
        done=_("De opdracht is gegund."),
        form=given.AwardForm,
        verb=award_procurement,
        today="awarded_on",
    ),
    "contract": Change(
        title=_("Contract vastleggen"),
        done=_("Het contract is vastgelegd."),
        form=given.ContractForm,
        verb=sign_contract,
        shows=CONTRACT,
        merges=True,
    ),
    "amendment": Change(
        title=_("Wijziging van het contract"),
        done=_("De wijziging is vastgelegd."),
        form=given.AmendmentForm,
        verb=amend_contract,
        today="amended_on",
    ),
    "part": Change(
        title=_("Gedeeltelijke oplevering"),
        intro=_("De opdracht blijft lopen: ze is pas opgeleverd als het volledige resultaat is aanvaard."),
        done=_("De oplevering van dit deel is vastgelegd."),
        form=given.PartForm,
        verb=deliver_part,
        today="delivered_on",
    ),
    "lessons": Change(
        title=_("Lessen"),
        done=_("De lessen zijn bewaard."),
        form=given.LessonsForm,
        verb=note_lessons,
        shows=LESSONS,
        merges=True,
    ),
    "deliver": Change(
        title=_("Oplevering vastleggen"),
        done=_("De opdracht is opgeleverd. Plan nu hoe de ervaring wordt gedeeld."),
        form=given.DeliverForm,
        verb=deliver_procurement,
        today="delivered_on",
    ),
    "cancel": Change(
        title=_("Opdracht annuleren"),
        intro=_("Een geannuleerde opdracht komt niet terug. Was ze al gelanceerd, dan kunt u ze opnieuw lanceren."),
        done=_("De opdracht is geannuleerd."),
        form=given.CancelForm,
        verb=cancel_procurement,
        today="ended_on",
    ),
    "no_tenders": Change(
        title=_("Geen geschikte offertes"),
        done=_("Vastgelegd: geen geschikte offertes."),
        form=given.EndForm,
        verb=report_no_tenders,
        today="ended_on",
    ),
    "terminate": Change(
        title=_("Opdracht beëindigen"),
        intro=_("De uitvoering stopt voor de oplevering. Dit kan niet ongedaan worden gemaakt."),
        done=_("De opdracht is beëindigd."),
        form=given.TerminateForm,
        verb=terminate_procurement,
        today="ended_on",
    ),
}


def contract_facts(shown: Procurement) -> dict[str, Any]:
    """The contract as it stands now: its amendments, its end, its value, and the parts that were delivered."""
    amendments = list(shown.amendments.all())
    ends = [shown.contract_ends_on, *(amendment.ends_on for amendment in amendments)]
    differences = sum((amendment.difference or Decimal(0) for amendment in amendments), Decimal(0))
    return {
        "amendments": amendments,
        "ends_on": next((day for day in reversed(ends) if day is not None), None),
        "value_now": None if shown.award_value is None else shown.award_value + differences,
        "parts": list(shown.partial_deliveries.all()),
    }


def award_of_lots(shown: Procurement) -> dict[str, Any]:
    """What the award of a procurement begins with when its lots were awarded one by one."""
    lots = [lot for lot in shown.lots.all() if lot.awarded_on is not None]
    if not lots:
        return {}
    names = dict.fromkeys(lot.contractor_name for lot in lots)
    return {
        "contractor_name": ", ".join(names)[:200],
        "award_value": sum((lot.award_value or Decimal(0) for lot in lots), Decimal(0)),
    }


def _open_remarks(request: HttpRequest, shown: Procurement) -> list[given.OpenRemarks]:
    """Of each of its tender documents how many remarks are open, with the page on which this user reads them."""
    remarks = Remark.objects.before_launch(shown).select_related("document").order_by("document_id")
    found = []
    for document, several in groupby(remarks, key=lambda remark: remark.document):
        document.project = shown.project
        url = document.get_staff_url() if request.user.is_pio else document.get_applicant_url()
        found.append(given.OpenRemarks(document.title, len(list(several)), f"{url}#remarks"))
    return found


def change_page(
    request: HttpRequest, shown: Procurement, what: str, *, back: str, crumbs: Sequence[Crumb], template: str
) -> HttpResponse:
    """The page of one change of `CHANGES`, below the dossier of its procurement."""
    change = CHANGES[what]
    options: dict[str, Any] = {"about": shown.project} if change.merges else {}
    if change.by_law:
        options["today"] = arrived_on(request)
    if change.after_remarks:
        options["remarks"] = _open_remarks(request, shown)
    initial = {name: getattr(shown, name) for name in change.shows}
    if what == "award":
        initial |= award_of_lots(shown)
    if change.today:
        initial[change.today] = arrived_on(request)
    return form_page(
        request,
        form=change.form(*sent(request), initial=initial, **options),
        change=partial(change.verb, procurement=shown),
        done=change.done,
        back=back,
        title=change.title,
        intro=change.intro,
        crumbs=crumbs,
        template=template,
    )
