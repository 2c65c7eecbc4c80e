"""What the worker does after a decision: make the letter, file it with the procurement and send it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cofinancing.enums import DecisionKind
from cofinancing.models import CofinancingDecision
from pio_portal.accounts.models import User
from pio_portal.correspondence import outbox
from pio_portal.correspondence.prose import prose
from pio_portal.correspondence.wording import passage_text
from pio_portal.documents import pdf
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import file_bytes
from pio_portal.formats import money_text
from pio_portal.organisations.enums import Level, MembershipStatus

LETTER = "cofinancing_letter"


@outbox.task("cofinancing.send_letter")
def send_letter(decision: int) -> None:
    """Twice is once: the letter that is filed already is neither filed nor sent again."""
    made = CofinancingDecision.objects.select_related("procurement__project__organisation", "recorded_by").get(
        pk=decision
    )
    filename = f"{made.ref}.pdf"
    content = pdf.render("pdf/cofinancing_letter.html", letter_context(made))
    with transaction.atomic():
        CofinancingDecision.objects.select_for_update(of=("self",)).get(pk=decision)
        if Document.objects.of(made.procurement).filter(kind=LETTER, filename=filename).exists():
            return
        letter = file_bytes(
            owner=made.procurement,
            kind=LETTER,
            title=_("Brief cofinanciering %(ref)s") % {"ref": made.ref},
            filename=filename,
            content=content,
            at=timezone.now(),
        )
        outbox.post_mail(
            "cofinancing_decided",
            to=managers_of(made),
            about=made.procurement,
            context={
                "procurement": made.procurement.title,
                "ref": made.procurement.ref,
                "decision": in_words(made),
                "link": outbox.link(made.procurement.project.get_applicant_url()),
            },
            attachments=[letter],
        )


def managers_of(decision: CofinancingDecision) -> list[User]:
    """The managers of the client, who sign for it."""
    return list(
        User.objects.filter(
            is_active=True,
            memberships__organisation=decision.procurement.project.organisation_id,
            memberships__status=MembershipStatus.ACTIVE,
            memberships__level=Level.MANAGER,
        ).order_by("pk")
    )


def in_words(decision: CofinancingDecision) -> str:
    """`toekenning van € 100.000,00`."""
    amount = money_text(decision.amount)
    return {
        DecisionKind.GRANT: _("toekenning van %(amount)s"),
        DecisionKind.REFUSAL: _("weigering"),
        DecisionKind.AMENDMENT: _("wijziging, voortaan %(amount)s"),
        DecisionKind.REVOCATION: _("intrekking van de toekenning"),
    }[DecisionKind(decision.kind)] % {"amount": amount}


def letter_context(decision: CofinancingDecision) -> dict:
    """What the letter needs: the decision, its procurement, and what was granted before."""
    before = (
        CofinancingDecision.objects.amounts()
        .filter(procurement=decision.procurement_id)
        .filter(Q(decided_on__lt=decision.decided_on) | Q(decided_on=decision.decided_on, ref__lt=decision.ref))
        .order_by("-decided_on", "-ref")
        .first()
    )
    return {
        "decision": decision,
        "procurement": decision.procurement,
        "project": decision.procurement.project,
        "client": decision.procurement.project.organisation,
        "in_words": in_words(decision),
        "before": before,
        "signs": decision.recorded_by,
        "appeal": prose(passage_text("appeal")) if DecisionKind(decision.kind).takes_away else "",
    }
