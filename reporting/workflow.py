"""What people do with reports, targets and imports."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path, PurePath

from django.core.cache import cache
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from reporting.enums import ImportStatus, ReportStatus
from reporting.importing.faults import Faulty, Unreadable
from reporting.importing.programme import import_programme
from reporting.importing.progress import paced
from reporting.importing.tables import BY_NAME
from reporting.indicators.definitions import BY_CODE
from reporting.indicators.engine import Period
from reporting.models import ImportRun, Report, Target
from reporting.reports import build_report, title_of

MOST_YEARS = 30
LARGEST_UPLOAD = 100 * 1024 * 1024
UPLOAD_KINDS = {
    "csv": "text/csv",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FAULTS_KEPT = 5000
GIVEN_UP = (
    "Dit is misgelopen door een fout in het portaal. De beheerder ziet het op Vandaag. "
    "Probeer het later opnieuw, of vraag de beheerder om hulp."
)
PROGRESS_KEPT = 3600  # seconds


@transaction.atomic
def request_report(*, first: int, last: int, as_of: date, by, at: datetime) -> Report:
    """Ask the worker for a report. Raises NotPermitted, or Refused for years that make none."""
    permit("reporting.make_report", None, by=by)
    if not 0 <= last - first < MOST_YEARS:
        raise Refused(_("Kies een periode van 1 tot %(most)s jaar.") % {"most": MOST_YEARS}, field="to_year")
    report = Report.objects.create(from_year=first, to_year=last, as_of=as_of, requested_at=at, requested_by=by)
    outbox.post_task("reporting.make_report", key=f"reporting.make_report/{report.pk}", report=report.pk)
    return report


def make_report(*, report: Report, at: datetime) -> Report:
    """Make the PDF and keep it with the figures that it shows. One that is done already stays as it is."""
    if report.status == ReportStatus.DONE:
        return report
    tell(report, status=ReportStatus.RUNNING, progress=1, step=_("Beginnen"), error="")
    content, figures = build_report(
        period=Period(report.from_year, report.to_year, report.as_of),
        made_on=timezone.localdate(at),
        progress=lambda done, step: tell(report, progress=done, step=step),
    )
    with transaction.atomic():
        report = locked(report)
        if report.status == ReportStatus.DONE:
            return report
        title = title_of(Period(report.from_year, report.to_year))
        name = f"indicatorenrapport-{report.to_year}.pdf"
        documents.file_bytes(owner=report, kind="report", title=title, filename=name, content=content, at=at)
        tell(report, status=ReportStatus.DONE, progress=100, step=_("Klaar"), figures=figures, done_at=at)
    return report


def end_report(*, report: int) -> None:
    """The worker gave it up: say so to who waits."""
    waiting = Report.objects.exclude(status__in=[ReportStatus.DONE, ReportStatus.FAILED]).filter(pk=report)
    waiting.update(status=ReportStatus.FAILED, error=GIVEN_UP)


def tell(thing: Report | ImportRun, **fields) -> None:
    """Set fields, at once visible to who is waiting."""
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(fields))


@transaction.atomic
def set_target(*, indicator: str, year: int, value: Decimal | None, by) -> Target | None:
    """Set what is aimed at for an indicator in a year; None takes it away."""
    permit("reporting.set_target", None, by=by)
    if indicator not in BY_CODE:
        raise Refused(_("Deze indicator bestaat niet."))
    if value is None:
        Target.objects.filter(indicator=indicator, year=year).delete()
        return None
    if value < 0:
        raise Refused(_("Een doel is 0 of meer."), field="value")
    target, _created = Target.objects.update_or_create(indicator=indicator, year=year, defaults={"value": value})
    return target


@transaction.atomic
def upload_tables(*, uploads: list[File], by, at: datetime) -> ImportRun:
    """Keep the files and have the worker check them, without importing. Raises Refused with what may be uploaded."""
    permit("reporting.import_programme", None, by=by)
    check_uploads(uploads)
    names = ", ".join(upload.name or "" for upload in uploads)
    run = ImportRun.objects.create(filename=names[:200], uploaded_at=at, uploaded_by=by)
    for upload in uploads:
        name = PurePath(upload.name or "").name
        kind = UPLOAD_KINDS[name.rpartition(".")[2].lower()]
        documents.file_bytes(
            owner=run,
            kind="import",
            title=name,
            filename=name,
            content=upload.read(),
            content_type=kind,
            by=by,
            at=at,
            internal=True,
        )
    outbox.post_task("reporting.check_import", key=f"reporting.check_import/{run.pk}", run=run.pk)
    return run


def check_uploads(uploads: list[File]) -> None:
    """One workbook, one zip, or CSV files named as tables."""
    kinds = [(upload.name or "").rpartition(".")[2].lower() for upload in uploads]
    expected = _("Verwacht: één Excel-werkboek (.xlsx), één zip met CSV-bestanden, of losse CSV-bestanden.")
    if not uploads or not set(kinds) <= set(UPLOAD_KINDS):
        raise Refused(_("Dit soort bestand kan niet.") + f" {expected}", field="files")
    if len(uploads) > 1 and set(kinds) != {"csv"}:
        raise Refused(_("Deze bestanden gaan niet samen.") + f" {expected}", field="files")
    if sum(upload.size for upload in uploads) > LARGEST_UPLOAD:
        raise Refused(_("Dit is meer dan 100 MB. Splits de tabellen en importeer ze na elkaar."), field="files")
    names = [PurePath(upload.name or "").stem.lower() for upload in uploads]
    strange = [name for name in names if name not in BY_NAME] if kinds[0] == "csv" else []
    if strange:
        raise Refused(
            _("“%(name)s” is geen tabel. Verwacht: een bestand dat heet zoals zijn tabel: %(names)s.")
            % {"name": strange[0], "names": ", ".join(BY_NAME)},
            field="files",
        )


def check_import(*, run: ImportRun, at: datetime) -> ImportRun:
    """The dry run: what would be imported, or every fault. One that was given up may be tried again."""
    if run.status == ImportStatus.CHECKING or (run.status == ImportStatus.FAILED and run.confirmed_at is None):
        _try(run, at=at, dry_run=True, done=ImportStatus.READY)
    return run


@transaction.atomic
def confirm_import(*, run: ImportRun, by, at: datetime) -> ImportRun:
    """Import what was checked and found right. Raises Refused when it was not, or not any more."""
    permit("reporting.import_programme", None, by=by)
    run = locked(run)
    if run.status != ImportStatus.READY:
        raise Refused(_("Dit kan niet meer: de stand is intussen “%(status)s”.") % {"status": run.get_status_display()})
    tell(run, status=ImportStatus.IMPORTING, confirmed_at=at, confirmed_by=by)
    outbox.post_task("reporting.run_import", key=f"reporting.run_import/{run.pk}", run=run.pk)
    return run


def run_import(*, run: ImportRun, at: datetime) -> ImportRun:
    """The import itself; when the portal changed since the check, its faults are told and nothing is kept."""
    if run.status == ImportStatus.IMPORTING or (run.status == ImportStatus.FAILED and run.confirmed_at is not None):
        _try(run, at=at, dry_run=False, done=ImportStatus.DONE)
    return run


def _try(run: ImportRun, *, at: datetime, dry_run: bool, done: ImportStatus) -> None:
    try:
        told = paced(partial(_tell_progress, run))
        counts = with_files(run, lambda path: import_programme(path=path, at=at, dry_run=dry_run, told=told))
    except Faulty as error:
        faults = [[fault.table, fault.row, fault.column, fault.message] for fault in error.faults[:FAULTS_KEPT]]
        tell(run, status=ImportStatus.FAULTY, faults=faults, counts={"faults": len(error.faults)}, done_at=at)
    except Unreadable as error:
        tell(run, status=ImportStatus.FAULTY, faults=[["", 0, "", str(error)]], counts={"faults": 1}, done_at=at)
    else:
        shown = {name: [each.new, each.changed, each.unchanged] for name, each in counts.items()}
        kept = [[name, row, ", ".join(what)] for name, each in counts.items() for row, what in each.kept.items()]
        tell(run, status=done, counts=shown, kept=kept[:FAULTS_KEPT], faults=[], done_at=at)


def end_import(*, run: int) -> None:
    """The worker gave it up: end the run, so that nobody waits for it, with a sentence. Nothing was imported."""
    waiting = ImportRun.objects.filter(pk=run, status__in=[ImportStatus.CHECKING, ImportStatus.IMPORTING])
    waiting.update(status=ImportStatus.FAILED, faults=[["", 0, "", GIVEN_UP]], done_at=timezone.now())


def _tell_progress(run: ImportRun, part: float, doing: str) -> None:
    """Into the cache: what the transaction of the import writes is seen only when it is over."""
    cache.set(_progress_key(run), (round(part * 100), doing), PROGRESS_KEPT)


def progress_of(run: ImportRun) -> tuple[int, str]:
    """How far an import is that runs now, in percent, and what it does; 0 and nothing when that is not known."""
    return cache.get(_progress_key(run)) or (0, "")


def _progress_key(run: ImportRun) -> str:
    return f"reporting.import/{run.pk}"


def with_files(run: ImportRun, use: Callable):
    """Lay the uploaded files out as the import reads them, for as long as it does."""
    with tempfile.TemporaryDirectory(prefix="pio-import-") as folder:
        paths = []
        for document in Document.objects.of(run):
            path = Path(folder) / PurePath(document.filename).name
            with path.open("wb") as out, document.file.open("rb") as kept:
                shutil.copyfileobj(kept, out)
            paths.append(path)
        return use(paths[0] if len(paths) == 1 else Path(folder))
