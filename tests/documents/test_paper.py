"""Whatever people typed stays on the paper and can be read back: every template, with words, names and signs that are hard."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.urls import reverse

from calls.application.signature import Signature
from calls.application.submission import submit_application
from calls.application.tasks import file_receipt
from calls.application.writing import attach_file
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from calls.selection.decision import refuse_application
from calls.selection.letters import file_decision_letter
from cofinancing.enums import DecisionKind
from cofinancing.tasks import send_letter
from pio_portal.accounts.enums import Role
from pio_portal.documents.models import Document
from projects.models import Project, ProjectTask
from reporting.reports import build_report, report_period
from tests.factories import assessment as assess
from tests.factories import calls as make
from tests.factories import cofinancing, projects
from tests.factories.ground import member, organisation, user
from tests.files import png, text_of_pdf
from tests.pages import client_of
from tests.reporting.tables import import_small, small

pytestmark = pytest.mark.django_db

WORD = "Hemelwaterinfiltratievoorzieningen" * 5  # 170 letters without a place to break
WORD = WORD[:150]
SIGNS = "💡🚲 Łódź"
NAME = "rioolplan-" + "bijlage_bij_de_aanvraag_" * 9 + "eindversie.png"
LINK = "https://www.stad.test/" + "documenten/2026/" * 12 + "plan.pdf?versie=12"
HARD = f"{WORD} {SIGNS} {LINK}"
MONTH = "(jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
EDGE = 56  # points: at least this much of the paper's side stays white (20 mm)


def application() -> Application:
    """An application that says nothing but what is hard, ready to be signed."""
    manager = member(organisation(name=f"Stad {WORD}"))
    title = f"{WORD} {SIGNS}"
    ready = make.application(of=manager.organisations.get(), by=manager, complete=True, title=title)
    needs = ready.answers.get(section="behoefte")
    needs.write({"probleem": HARD, "gebruikers": f"Iedereen {HARD}"}, by=manager, at=make.AT, page="")
    needs.save()
    attach_file(application=ready, upload=png(NAME), by=manager, at=make.AT)
    return ready


def now(_tmp_path: Path) -> tuple[bytes, list[str]]:
    ready = application()
    paper = client_of(ready.created_by).get(f"{ready.get_absolute_url()}pdf/").content
    return paper, [WORD, SIGNS, LINK, NAME[-200:], Document.objects.of(ready).get().sha256]


def receipt(_tmp_path: Path) -> tuple[bytes, list[str]]:
    ready = application()
    manager = ready.created_by
    signed = Signature(name="Els Peeters", function=f"schepen {WORD}", declaration=("Eerste zin.", "Tweede zin."))
    done = submit_application(application=ready, by=manager, at=make.AT, signature=signed)
    revision = done.revisions.get()
    file_receipt(revision=revision.pk)
    paper = Document.objects.of(done).get(kind="receipt").read()
    return paper, [
        WORD,
        SIGNS,
        LINK,
        NAME[-200:],
        revision.sha256,
        Document.objects.of(done).get(kind="attachment").sha256,
    ]


def decision(_tmp_path: Path) -> tuple[bytes, list[str]]:
    drafted = assess.application(Status.ELIGIBLE, of=organisation(name=f"Stad {WORD}"), title=f"{WORD} {SIGNS}")
    told = {"grounds": HARD, "feedback": f"- {HARD}\n- tweede", "decided_on": assess.TODAY}
    refused = refuse_application(application=drafted, by=user(Role.LEAD), at=assess.LATER, **told)
    file_decision_letter(refused.pk)
    return Document.objects.of(refused).get(kind="decision_letter").read(), [WORD, SIGNS, LINK]


def cofinancing_letter(_tmp_path: Path) -> tuple[bytes, list[str]]:
    client = organisation(name=f"Stad {WORD}")
    procurement = cofinancing.procurement(client=client, title=f"{WORD} {SIGNS}")
    made = cofinancing.decision(of=cofinancing.request(of=procurement), kind=DecisionKind.REFUSAL, grounds=HARD)
    send_letter(decision=made.pk)
    return Document.objects.of(procurement).get().read(), [WORD, SIGNS, LINK]


def report(tmp_path: Path) -> tuple[bytes, list[str]]:
    programme = small()
    for table in ("aanvragen", "projecten", "opdrachten", "marktconsultaties", "activiteiten"):
        programme[table][0]["titel"] = f"{WORD} {SIGNS}"
    import_small(tmp_path, programme)
    paper, _figures = build_report(period=report_period(2025, dt.date(2026, 1, 15)), made_on=dt.date(2026, 2, 1))
    return paper, [WORD, SIGNS]


def a_project() -> Project:
    """A project that says nothing but what is hard."""
    made = projects.project(client=organisation(name=f"Stad {WORD}"))
    Project.objects.filter(pk=made.pk).update(title=f"{WORD} {SIGNS}"[-200:], need=HARD)
    return Project.objects.get(pk=made.pk)


def factsheet(_tmp_path: Path) -> tuple[bytes, list[str]]:
    project = a_project()
    paper = client_of(user(Role.STAFF)).get(reverse("projects:factsheet", args=[project.ref])).content
    return paper, [project.ref, WORD[:100], SIGNS]


def evaluation(_tmp_path: Path) -> tuple[bytes, list[str]]:
    planned = projects.evaluation(a_project())
    planned.points.update(text=f"{HARD}\n{SIGNS}", prepared=HARD, prepared_at=projects.AT, minutes=HARD)
    planned.conclusion, planned.present = HARD, WORD
    planned.held_on, planned.closed_at = projects.DAY, projects.AT
    planned.save()
    decided = ProjectTask.objects.create(
        project=planned.project, title=HARD[:200], for_role="client", added_at=projects.AT
    )
    planned.decisions.add(decided)
    address = reverse("projects:evaluation_pdf", args=[planned.project.ref, planned.pk])
    return client_of(user(Role.STAFF)).get(address).content, [WORD, SIGNS, planned.project.ref]


def timeline(_tmp_path: Path) -> tuple[bytes, list[str]]:
    project = a_project()
    paper = client_of(user(Role.STAFF)).get(reverse("projects:timeline_pdf")).content
    return paper, [project.ref, WORD[:30]]


PAPERS: dict[str, Callable[[Path], tuple[bytes, list[str]]]] = {
    "calls/pdf/application.html": now,
    "calls/pdf/receipt.html": receipt,
    "calls/pdf/decision.html": decision,
    "pdf/cofinancing_letter.html": cofinancing_letter,
    "pdf/report/report.html": report,
    "projects/pdf/evaluation.html": evaluation,
    "projects/pdf/factsheet.html": factsheet,
    "projects/pdf/timeline.html": timeline,
}


def test_every_template_of_a_paper_is_here():
    folder = settings.BASE_DIR / "templates"
    named = {str(path.relative_to(folder)) for path in folder.rglob("*.html") if _is_paper(path.read_text("utf-8"))}

    assert named - {"pdf/base.html"} == PAPERS.keys()


def _is_paper(source: str) -> bool:
    return "static:pdf.css" in source or 'extends "pdf/base.html"' in source


@pytest.mark.parametrize("template", PAPERS)
def test_nothing_runs_off_the_paper_and_all_of_it_can_be_read_back(template, tmp_path):
    paper, said = PAPERS[template](tmp_path)

    assert outside(paper) == []
    text = text_of_pdf(paper).replace(" ", "")
    assert [part for part in said if part.replace(" ", "") not in text] == []


def outside(paper: bytes) -> list[str]:
    """The signs that stand in the margins at the sides, or off the paper, with their page."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(paper), 1):
        width, _height = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, _bottom, right, _top = text.get_charbox(at)
            if left < EDGE or right > width - EDGE:
                found.append(f"{number}: {text.get_text_range(at, 1)!r} {left:.0f}-{right:.0f}")
    return found


def lines_of(paper: bytes) -> list[str]:
    """The lines of a PDF as they are set."""
    document = pypdfium2.PdfDocument(paper)
    return [line.strip() for page in document for line in page.get_textpage().get_text_range().splitlines()]


def test_each_sentence_of_a_declaration_has_a_line_of_its_own(tmp_path):
    paper, _said = receipt(tmp_path)

    assert {"Eerste zin.", "Tweede zin."} <= set(lines_of(paper))


@pytest.mark.moment(make.AT)
def test_the_state_is_not_dated_by_the_moment_of_printing():
    handed_in = make.submitted()
    paper = client_of(handed_in.submitted_by).get(f"{handed_in.get_absolute_url()}pdf/").content

    text = text_of_pdf(paper)
    assert "Stand Ingediend Ingediend 2 mrt 2026 om 10.00 uur (Brussel) Afgedrukt 2 mrt 2026" in text


def test_the_report_keeps_dates_and_amounts_whole_and_says_its_day_on_each_page(tmp_path):
    paper, _said = report(tmp_path)

    lines = lines_of(paper)
    assert not [
        line for line in lines if line.endswith("-") or re.fullmatch(rf"\d{{1,2}} {MONTH}|{MONTH} \d{{4}}", line)
    ]
    assert [line for line in lines if line.endswith(("€\xa0-20.000,00", "€ -20.000,00"))]
    pages = pypdfium2.PdfDocument(paper)
    footers = [page.get_textpage().get_text_bounded(top=60) for page in pages]
    assert all("stand op 15 jan 2026" in footer for footer in footers[1:])


def test_amounts_in_a_report_end_below_each_other(tmp_path):
    programme = small()
    programme["cofinanciering"] = [
        {"code": "CF-1", "opdracht": "O-2024-0001", "soort": "toekenning", "bedrag": "100.000,00", "besluit_op": "2025-02-01", "orgaan": "delegatie"},
        {"code": "CF-2", "opdracht": "O-2024-0001", "soort": "wijziging", "bedrag": "5.000,00", "besluit_op": "2025-03-01"},
    ]  # fmt: skip
    import_small(tmp_path, programme)
    paper, _figures = build_report(period=report_period(2025, None), made_on=dt.date(2026, 2, 1))

    long, short = ({round(right) for right in ends_of(paper, rf"€.{amount}")} for amount in (r"100\.000", r"5\.000"))
    assert len(long) == 2  # the amount, and the difference that it made
    assert len(short) == 1
    assert short < long


def ends_of(paper: bytes, pattern: str) -> list[float]:
    """Where on the paper each place in the annex ends that a pattern finds."""
    found = []
    for page in pypdfium2.PdfDocument(paper):
        text = page.get_textpage()
        whole = text.get_text_range()
        annex = whole.find("Bedrag")
        matches = [match for match in re.finditer(pattern, whole) if 0 <= annex < match.start()]
        found += [text.get_charbox(match.end() - 1)[2] for match in matches]
    return found
