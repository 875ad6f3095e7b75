"""How many people fit a description without a name."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.engines.privacy import Described, Estimate, estimate
from rounds.screening.sentences import spoken


@dataclass(frozen=True)
class Step:
    name: str
    share: str
    source: str


@dataclass(frozen=True)
class EstimateShown:
    answer: str
    meaning: str
    kind: str
    steps: list[Step]


def estimate_for(described: Described) -> EstimateShown:
    found = estimate(described)
    if found.low is None or found.high is None:
        return EstimateShown(_("We cannot say."), spoken(found.reason), "", [])
    low, high = people(found.low), people(found.high)
    answer = (
        ngettext("About %(n)s person fits.", "About %(n)s people fit.", round(found.high)) % {"n": low}
        if low == high
        else _("Between %(low)s and %(high)s people fit.") % {"low": low, "high": high}
    )
    meaning = (
        _("That is fewer than 11, so somebody may know who it is. Say less.")
        if found.small
        else _("That is 11 or more. People who know more than you wrote may still guess.")
    )
    return EstimateShown(answer, meaning, "bad" if found.small else "info", steps_of(found))


def people(number: float) -> str:
    """A rounded number of people.

    >>> people(0.4), people(12.6), people(1234.0)
    ('0', '13', '1200')
    """
    rounded = round(number) if number < 100 else round(number, -len(str(int(number))) + 2)
    return number_format(int(rounded), use_l10n=True)


def steps_of(found: Estimate) -> list[Step]:
    return [Step(spoken(factor.name), share(factor.low, factor.high), factor.source) for factor in found.factors]


def share(low: float, high: float) -> str:
    if low > 1:
        return number_format(int(low), use_l10n=True, force_grouping=True)
    parts = [number_format(100 * part, decimal_pos=1 if part >= 0.01 else 3) for part in (low, high)]
    return f"{parts[0]} %" if parts[0] == parts[1] else f"{parts[0]}–{parts[1]} %"
