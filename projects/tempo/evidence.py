"""What an early warning rests on, in sentences that name it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.enums import Phase
from projects.models import EarlyWarning


def evidence(warning: EarlyWarning) -> list[str]:
    """The sentences, the strongest first."""
    facts = warning.facts
    told = [
        (facts.get("past"), _past),
        (facts.get("alike"), _alike),
        (facts.get("behind"), _behind),
        (facts.get("pace"), _pace),
        (facts.get("slips"), _slips),
        (facts.get("late"), _late),
    ]
    return [sentence(facts) for known, sentence in told if known]


def _past(facts: dict) -> str:
    return ngettext(
        "De streefdatum is %(past)d dag voorbij en er is nog niet gelanceerd.",
        "De streefdatum is %(past)d dagen voorbij en er is nog niet gelanceerd.",
        facts["past"],
    ) % {"past": facts["past"]}


def _alike(facts: dict) -> str:
    words = {
        "missed": facts["missed"],
        "alike": facts["alike"],
        "months": facts["months"],
        "phase": str(Phase(facts["phase"]).label).lower(),
    }
    if facts["months"] < 1:
        return (
            ngettext(
                "%(missed)d van de %(alike)d projecten die door de fase %(phase)s gingen, miste zijn streeftermijn.",
                "%(missed)d van de %(alike)d projecten die door de fase %(phase)s gingen, misten hun streeftermijn.",
                facts["missed"],
            )
            % words
        )
    return (
        ngettext(
            "%(missed)d van de %(alike)d projecten die minstens %(months)d maand in de fase %(phase)s zaten, "
            "misten hun streeftermijn.",
            "%(missed)d van de %(alike)d projecten die minstens %(months)d maanden in de fase %(phase)s zaten, "
            "misten hun streeftermijn.",
            facts["months"],
        )
        % words
    )


def _behind(facts: dict) -> str:
    return _(
        "De lancering wordt na de streefdatum verwacht: van de %(behind)d projecten die dat ooit verwachtten, "
        "misten er %(missed)d hun streeftermijn."
    ) % {"behind": facts["behind"], "missed": facts["behind_missed"]}


def _pace(facts: dict) -> str:
    return _("De vorige fasen duurden %(pace)s keer zo lang als gewoonlijk.") % {
        "pace": str(facts["pace"]).replace(".", ",")
    }


def _slips(facts: dict) -> str:
    return ngettext(
        "De lancering schoof al %(slips)d keer op, samen %(days)d dag.",
        "De lancering schoof al %(slips)d keer op, samen %(days)d dagen.",
        facts["slip_days"],
    ) % {"slips": facts["slips"], "days": facts["slip_days"]}


def _late(facts: dict) -> str:
    return ngettext(
        "%(late)d tussentijdse mijlpaal kwam of komt later dan afgesproken.",
        "%(late)d tussentijdse mijlpalen kwamen of komen later dan afgesproken.",
        facts["late"],
    ) % {"late": facts["late"]}
