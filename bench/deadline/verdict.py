"""What the database says, beside what each sender was told: none lost, none twice, none misjudged."""

import datetime as dt
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from django.contrib.contenttypes.models import ContentType
from post_office.models import STATUS
from pypdf import PdfReader

from bench.deadline.rush import ACCEPTED, FAULT, REFUSED, Outcome
from calls.application.tasks import RECEIPT
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Revision
from pio_portal.audit.models import Entry
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document

MAIL = "application_receipt"


def waiting(drafts: Sequence[Application]) -> int:
    """How many receipts and mails still have to leave."""
    revisions = Revision.objects.filter(application__in=drafts).count()
    mails = SentMail.objects.filter(kind=MAIL, about_type=_type(), about_id__in=[a.pk for a in drafts])
    return revisions - _receipts(drafts).count() + mails.exclude(email__status=STATUS.sent).count()


def faults(drafts: Sequence[Application], outcomes: Sequence[Outcome]) -> list[str]:
    """Everything that is not as it must be, a sentence each."""
    found = [f"{o.ref}: no answer, or another one: {o.detail}" for o in outcomes if o.verdict == FAULT]
    told: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        told[outcome.ref].append(outcome)
    now = {a.pk: a for a in Application.objects.filter(pk__in=[d.pk for d in drafts]).select_related("round")}
    revisions, receipts, mails = _revisions(drafts), _by_owner(_receipts(drafts)), _mails(drafts)
    late = _late(drafts)
    for draft in drafts:
        row, answers = now[draft.pk], told[draft.ref]
        if any(o.verdict == ACCEPTED for o in answers):
            found += _accepted(row, answers, revisions[row.pk], receipts[row.pk], mails[row.pk])
        elif any(o.verdict == REFUSED for o in answers):
            found += _refused(row, answers, revisions[row.pk], late.get(row.pk))
    return found


def _accepted(row: Application, answers, revisions, receipts, mails) -> list[str]:
    """What is wrong with one that was told that it is submitted."""
    if row.status != Status.SUBMITTED or len(revisions) != 1:
        return [f"{row.ref}: accepted, but it is {row.status} with {len(revisions)} revisions"]
    found, revision = [], revisions[0]
    if revision.submitted_at >= row.closes_at:
        found.append(f"{row.ref}: accepted, but it arrived {revision.submitted_at - row.closes_at} after the closing")
    bounds = [o for o in answers if o.sent_from <= revision.submitted_at.timestamp() <= o.answered]
    if not bounds:
        found.append(f"{row.ref}: its moment {revision.submitted_at} is outside what its sender saw")
    if all(o.sent_from >= row.closes_at.timestamp() for o in answers):
        found.append(f"{row.ref}: accepted, but it was sent after the closing")
    if any(o.verdict == REFUSED for o in answers):
        found.append(f"{row.ref}: accepted and refused")
    if hashlib.sha256(revision.content.encode()).hexdigest() != revision.sha256:
        found.append(f"{row.ref}: the hash is not that of what was frozen")
    if len(receipts) != 1:
        found.append(f"{row.ref}: {len(receipts)} receipts")
    else:
        found += _receipt(row, revision, receipts[0])
    if mails != Counter({row.created_by.email: 1}):
        found.append(f"{row.ref}: its mails went to {dict(mails)}")
    return found


def _receipt(row: Application, revision: Revision, receipt: Document) -> list[str]:
    content = receipt.read()
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages[:1]).split())
    wrong = hashlib.sha256(content).hexdigest() != receipt.sha256 or revision.sha256 not in text or row.ref not in text
    return [f"{row.ref}: its receipt is not that of what was submitted"] if wrong else []


def _refused(row: Application, answers, revisions, arrived: dt.datetime | None) -> list[str]:
    """What is wrong with one that was told that it is too late."""
    found = []
    if row.status != Status.DRAFT or revisions:
        found.append(f"{row.ref}: refused, but it is {row.status} with {len(revisions)} revisions")
    if arrived is None:
        found.append(f"{row.ref}: refused, and nothing says when it arrived")
    elif arrived < row.closes_at or not any(o.sent_from <= arrived.timestamp() <= o.answered for o in answers):
        found.append(f"{row.ref}: refused, though it arrived at {arrived}")
    if any(o.answered < row.closes_at.timestamp() for o in answers):
        found.append(f"{row.ref}: refused before the closing")
    return found


def figures(drafts: Sequence[Application], outcomes: Sequence[Outcome]) -> dict[str, str]:
    """The table that is printed."""
    verdicts = Counter(o.verdict for o in outcomes)
    took = sorted(o.took for o in outcomes)
    sent = {o.key: o for o in outcomes}
    lags = [
        r.submitted_at.timestamp() - sent[r.key].sent_from
        for r in Revision.objects.filter(application__in=drafts)
        if r.key in sent
    ]
    begun, ended = min(o.sent_from for o in outcomes), max(o.answered for o in outcomes)
    return {
        "requests": str(len(outcomes)),
        "answered: accepted": str(verdicts[ACCEPTED]),
        "answered: too late": str(verdicts[REFUSED]),
        "submitted applications": str(len(lags)),
        "fastest, median, slowest answer": f"{took[0]:.2f} s, {median(took):.2f} s, {took[-1]:.2f} s",
        "from the first click to the last answer": f"{ended - begun:.1f} s",
        "answers per second": f"{len(outcomes) / (ended - begun):.0f}",
        "click to noted arrival: median, slowest": f"{median(lags) * 1000:.1f} ms, {max(lags) * 1000:.1f} ms",
    }


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Application)


def _receipts(drafts: Sequence[Application]):
    return Document.objects.filter(owner_type=_type(), owner_id__in=[a.pk for a in drafts], kind=RECEIPT)


def _by_owner(documents) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = defaultdict(list)
    for document in documents:
        found[document.owner_id].append(document)
    return found


def _revisions(drafts: Sequence[Application]) -> dict[int, list[Revision]]:
    found: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.filter(application__in=drafts):
        found[revision.application_id].append(revision)
    return found


def _mails(drafts: Sequence[Application]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    sent = SentMail.objects.filter(kind=MAIL, about_type=_type(), about_id__in=[a.pk for a in drafts])
    for mail in sent.select_related("email"):
        found[mail.about_id].update(mail.email.to)
    return found


def _late(drafts: Sequence[Application]) -> dict[int, dt.datetime]:
    noted = Entry.objects.filter(about_type=_type(), about_id__in=[a.pk for a in drafts], verb="submission_too_late")
    return {entry.about_id: dt.datetime.fromisoformat(entry.detail["arrived_at"]) for entry in noted}
