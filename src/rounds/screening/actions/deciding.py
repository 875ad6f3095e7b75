import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.engines.privacy import Finding, Verdict, screen
from rounds.screening.models import Decision, Place
from rounds.screening.queries.decisions import print_of
from rounds.screening.queries.places import places_of, policy_of

SHORTEST = 5


class DecisionRefused(Exception):
    """The message is written for the person who asked."""


def check_reason(reason: str, words: str) -> str:
    """The reason in one line; it may not tell what the record must not hold."""
    plain = " ".join(reason.split())
    if len(plain) < SHORTEST:
        raise DecisionRefused(_("Say in a few words why it is fine."))
    if words and " ".join(words.casefold().split()) in plain.casefold():
        raise DecisionRefused(
            _("Say why without the words themselves. They are not kept, and neither may the reason be.")
        )
    return plain


@transaction.atomic
def accept_finding(
    place: Place, finding: Finding, text: str, reason: str, *, by: Person, officer: bool, at: dt.datetime
) -> Decision:
    """Keep that a finding is fine, and why; a "must fix" takes a privacy officer of the place."""
    if not places_of(by).filter(pk=place.pk).exists():
        raise DecisionRefused(_("Only people of this place can keep a reason."))
    if finding.level is Verdict.BLOCK and not officer:
        raise DecisionRefused(_("Only a privacy officer of your place can sign this off."))
    plain = check_reason(reason, finding.text)
    if screen(plain, voice="provider", policy=policy_of(place)).verdict is Verdict.BLOCK:
        raise DecisionRefused(_("Your reason tells who somebody is. Say why without names, dates and places."))
    decision = Decision.objects.create(
        place=place,
        by=by,
        at=at,
        rule=finding.rule,
        kind=finding.type,
        level="block" if finding.level is Verdict.BLOCK else "review",
        reason=plain,
        fingerprint=print_of(place, finding, text),
    )
    facts = {"place": place.name, "reason": plain}
    if decision.level == "block":
        record("screening.signed_off", subject=decision, by=by, at=at, **facts)
    else:
        record("screening.found_fine", subject=decision, by=by, at=at, **facts)
    return decision
