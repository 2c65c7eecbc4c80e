"""The form with which the programme lead makes and amends a call: texts, form version, submission rounds.

Its criteria and conditions of eligibility stand in rows below it: `calls.call.forms.rows`.
"""

import datetime as dt
from itertools import chain, count
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.call.forms.rows import CriterionForms, PointForms, Rows, typed_rows
from calls.call.workflow import Period, check_rounds, check_year, fingerprint
from calls.models import Call, Questionnaire, Theme
from calls.questionnaire import default_form
from pio_portal.change import Refused
from pio_portal.searched import Sorted
from pio_portal.ui.forms import MomentField
from pio_portal.ui.layout import Actions, EnterSends, Form, Include, LaidOut

MORE = ("more-rounds", "more-criteria", "more-points")  # buttons that give the form a row more
MOST_ROUNDS = 12
ROUNDS = 3  # from 2025 a call has three submission dates (plan, action 1)
PROPOSED = (((1, 5), (3, 15)), ((4, 1), (9, 15)), ((10, 1), (12, 15)))  # (month, day) of opening and closing
NOON = dt.time(12)


class CallForm(LaidOut, forms.ModelForm):
    """A call with its rounds, its criteria and its conditions of eligibility.

    `rounds` is how many rounds there are places for, at least; `criteria` and `points` are the rows to begin with.
    """

    form_class = "form call-form"
    actions = Actions()
    mark_optional = False  # the hints say it; round 2 and 3 and the criteria may be left empty

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Call
        fields = ["code", "title", "kind", "year", "theme", "summary", "who_may_apply", "target_term_days", "form"]
        error_messages = {"code": {"unique": _("Deze code bestaat al. Kies een andere.")}}
        widgets = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 4}),
            "who_may_apply": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "code": _("De referentie, bijvoorbeeld PIO-2026. Ze staat in het adres en ligt vast na de publicatie."),
            "theme": _("Alleen voor een thematische oproep: al haar aanvragen krijgen dit thema."),
            "form": _("Aanvragen die al begonnen zijn, houden hun vragen tot de aanvrager de nieuwe overneemt."),
            "summary": _("Een of twee zinnen: wat biedt de oproep?"),
            "target_term_days": _(
                "Van de start van een project tot de lancering van zijn opdracht. Per project aan te passen."
            ),
        }

    def __init__(
        self, data: Any = None, files: Any = None, *, criteria: Rows, points: Rows, rounds: int = ROUNDS, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.criteria = CriterionForms(data, prefix="criteria", initial=criteria)
        self.points = PointForms(data, prefix="points", initial=points)
        self.fields["form"].queryset = Questionnaire.objects.published().order_by(Sorted("name"), "-number")
        self.fields["form"].required = bool(self.instance.pk)
        self.fields["form"].empty_label = None if self.instance.pk else _("De vaste vragenlijst van PIO")
        self.fields["theme"].queryset = Theme.objects.filter(retired=False)
        self.fields["theme"].empty_label = _("Geen thema")
        self.fields["target_term_days"].min_value = 1
        existing = {r.number: r for r in self.instance.rounds.order_by("number")} if self.instance.pk else {}
        asked = [int(n) for name in [*self.data, *self.initial] if (n := name.removeprefix("opens_")).isdecimal()]
        self.numbers = range(1, min(MOST_ROUNDS, max(rounds, *asked, *existing.keys(), ROUNDS)) + 1)
        for number in self.numbers:
            for name, label in (("opens", _("Opent op")), ("closes", _("Sluit op"))):
                current = existing.get(number)
                self.fields[f"{name}_{number}"] = MomentField(
                    label=label, required=False, initial=getattr(current, f"{name}_at", None)
                )
        if self.instance.pk:
            self.initial.setdefault("seen", "")
            self.initial["seen"] = self.initial["seen"] or fingerprint(self.instance)
        if self.instance.published_at:
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        """Check the rounds as a whole, and say at which of them it goes wrong."""
        data = super().clean()
        if data.get("kind") == "thematic" and not data.get("theme"):
            self.add_error("theme", _("Kies het thema van deze thematische oproep."))
        periods = self._periods()
        if not any(name in self.errors for name in self.fields if name.startswith(("opens_", "closes_"))):
            try:
                check_rounds(periods)
                if data.get("code") and data.get("year"):
                    check_year(data["code"], data["year"], periods)
            except Refused as refused:
                self.add_error(refused.field, str(refused))
        data["rounds"] = periods
        return data

    def is_valid(self) -> bool:
        """The rows are checked too, so that every fault is told at once."""
        return super().is_valid() & self.criteria.is_valid() & self.points.is_valid()

    @property
    def layout(self) -> Layout:
        """The texts, then the rounds, the criteria and the conditions, each with a button for a row more."""
        rounds = [f"{name}_{number}" for number in self.numbers for name in ("opens", "closes")]
        return Layout(
            EnterSends(),
            *self.Meta.fields,
            Include("calls/staff/call_rounds.html", *rounds),
            Include("calls/staff/call_criteria.html"),
            Include("calls/staff/call_conditions.html"),
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verbs get; only a call that exists was `seen` before it was changed."""
        values = {name: self.cleaned_data[name] for name in [*self.Meta.fields, "rounds"]}
        values |= {"criteria": self.criteria.judged(), "eligibility_points": self.points.points()}
        return values | ({"seen": self.cleaned_data["seen"]} if self.instance.pk else {})

    def round_rows(self) -> list[tuple[int, Any, Any]]:
        """Each round's number with its two fields, for the page."""
        return [(n, self[f"opens_{n}"], self[f"closes_{n}"]) for n in self.numbers]

    def _periods(self) -> list[Period]:
        periods, empty = [], 0
        for number in self.numbers:
            opens, closes = self.cleaned_data.get(f"opens_{number}"), self.cleaned_data.get(f"closes_{number}")
            if opens and closes:
                if empty:
                    self.add_error(f"opens_{empty}", _("Vul eerst deze indiendatum in, of laat ook de volgende leeg."))
                periods.append(Period(opens, closes))
            elif opens or closes:
                missing = f"closes_{number}" if opens else f"opens_{number}"
                if missing not in self.errors:
                    self.add_error(missing, _("Vul ook dit moment in: een indiendatum opent en sluit."))
            else:
                empty = empty or number
        return periods


def call_form(data: Any = None, files: Any = None, **beginning: Any) -> CallForm:
    """The form as it begins, as it was sent, or drawn again with a row more (a button asked for it), nothing checked.

    `beginning` is what `CallForm` begins with when nothing was sent.
    """
    more = next((name for name in MORE if data is not None and name in data), "")
    if not more:
        return CallForm(data, files, **beginning)
    typed = {name: data[name] for name in data if not name.startswith(("criteria-", "points-"))}
    rounds = sum(name.startswith("opens_") for name in typed) + (more == "more-rounds")
    rows = {"criteria": typed_rows(data, "criteria", CriterionForms), "points": typed_rows(data, "points", PointForms)}
    form = CallForm(**beginning | rows | {"initial": typed, "rounds": rounds})
    form.criteria.extra, form.points.extra = int(more == "more-criteria"), int(more == "more-points")
    return form


def proposal(now: dt.datetime) -> dict[str, Any]:
    """What a new call starts from: this year's (or the next) open call, three dates, the usual texts."""
    year = timezone.localdate(now).year
    while Call.objects.filter(code=f"PIO-{year}").exists():
        year += 1
    values: dict[str, Any] = {
        "code": f"PIO-{year}",
        "title": f"Open oproep {year}",
        "year": year,
        "summary": default_form.SUMMARY,
        "who_may_apply": default_form.WHO_MAY_APPLY,
        "form": newest_form(),
    }
    for number, moments in enumerate(PROPOSED, 1):
        for name, (month, day) in zip(("opens", "closes"), moments, strict=True):
            values[f"{name}_{number}"] = timezone.make_aware(dt.datetime.combine(dt.date(year, month, day), NOON))
    return values


def copied(source: Call) -> dict[str, Any]:
    """What a new call starts from when it follows another one: its texts and its form, its dates a year later."""
    year = source.year + 1
    code = source.code.replace(str(source.year), str(year))
    values: dict[str, Any] = {
        "code": free(code) if code != source.code else "",
        "title": source.title.replace(str(source.year), str(year)),
        "year": year,
        "form": source.form_id if source.form and not source.form.is_draft else newest_form(),
    }
    for name in ("kind", "theme_id", "summary", "who_may_apply", "target_term_days"):
        values[name.removesuffix("_id")] = getattr(source, name)
    for number, current in enumerate(source.rounds.order_by("number"), 1):
        values |= {f"opens_{number}": year_later(current.opens_at), f"closes_{number}": year_later(current.closes_at)}
    return values


def free(code: str) -> str:
    """This code, with a number behind it while another call has it."""
    taken = set(Call.objects.filter(code__istartswith=code).values_list("code", flat=True))
    codes = chain([code], (f"{code}-{n}" for n in count(2)))
    return next(one for one in codes if one not in taken)


def year_later(moment: dt.datetime) -> dt.datetime:
    """The same day and hour in Brussels, a year later; 29 February becomes the 28th."""
    local = timezone.localtime(moment).replace(tzinfo=None)
    leap_day = (local.month, local.day) == (2, 29)
    return timezone.make_aware(local.replace(year=local.year + 1, day=28 if leap_day else local.day))


def newest_form() -> int | None:
    """The form that the last call asked, in its newest published version."""
    last = Call.objects.exclude(form=None).order_by("-year", "-pk").values_list("form__name", flat=True).first()
    versions = Questionnaire.objects.published().order_by("-published_at", "-pk")
    newest = versions.filter(name=last).order_by("-number") if last else versions
    return newest.values_list("pk", flat=True).first()


class TakeBackCallForm(Form):
    """Why a call is taken off the public site again."""

    actions = Actions(_("Oproep terugnemen"))

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Alleen het PIO-team leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
