"""The whole form as the applicant sees it, to try out: answers are checked, and kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from calls.questionnaire import answers, editing
from calls.questionnaire.definition import Definition, Section
from calls.questionnaire.forms.section import SectionForm
from calls.questionnaire.version_diff import condition_text
from calls.views.staff.questionnaires import form_of, frame


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Every section on one page. Sent in, it shows what would still be wrong, and leaves out what is not asked then."""
    version = form_of(request, pk)
    form = editing.typed(version.definition)
    context = frame(request, version, "calls:staff_form_preview")
    if request.method == "POST":
        context |= _tried(form, request.POST)
    else:
        context["parts"] = [_part(section, form) for section in form.sections]
    return render(request, "calls/staff/forms/preview.html", context | {"checks": form.checks})


def drawn(section: Section, data: QueryDict | None = None) -> SectionForm:
    """The applicant's own form of a section, told apart from the others on the page by its names."""
    form = SectionForm(section, {}, data)
    form.prefix = section.key
    form.auto_id = f"id_{section.key}_%s"
    return form


def _tried(form: Definition, data: QueryDict) -> dict[str, Any]:
    given = {section.key: _answers(section, data) for section in form.sections}
    asked = form.asked(given)
    faults = answers.faults(asked, given)
    parts = []
    for section in asked.sections:
        part = _part(section, form, data)
        for fault in faults:
            if fault.section.key == section.key and fault.question.key not in part["form"].errors:
                part["form"].add_error(fault.question.key, fault.sentence)
        parts.append(part)
    rows = [{"target": f"id_{f.section.key}_{f.question.key}", "text": f.sentence} for f in faults]
    return {"parts": parts, "tried": True, "faults_found": rows}


def _part(section: Section, form: Definition, data: QueryDict | None = None) -> dict[str, Any]:
    conditions = [(q.label, condition_text(q.when, form)) for q in section.fields if q.when]
    whole = condition_text(section.when, form) if section.when else ""
    return {"section": section, "form": drawn(section, data), "condition": whole, "conditions": conditions}


def _answers(section: Section, data: QueryDict) -> dict[str, str]:
    """What was filled in for a section, as it would be stored."""
    own = QueryDict(mutable=True)
    for name in data:
        if name.startswith(f"{section.key}-"):
            own.setlist(name.removeprefix(f"{section.key}-"), data.getlist(name))
    typed = SectionForm(section, {}, own).typed()
    return {q.key: answers.keep(q, typed[q.key]) for q in section.fields if q.key in typed}
