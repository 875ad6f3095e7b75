"""Evidence that is firm enough by itself."""

from rounds.engines.privacy.detectors.found import Group

TOLD = frozenset(f"near {name}" for name in ("condition", "sensitive", "procedure", "body", "lodge", "patient", "drug"))
TEAMED = frozenset(
    {"near team", "near credential", "near dr", "role before", "dr", "team before", "near clinician", "sentence team"}
)
WORKING = frozenset({"near team", "near credential", "role before", "team before", "dr"})
NEVER_FIRM = frozenset({"credited", "works", "asked for", "near fiction", "near pet", "product"})


Signs = dict[str, float]


def near_care(group: Group) -> bool:
    """Whether a name, not known as a public figure's, stands near a word of care."""
    return group.staff <= 50 and not TOLD.isdisjoint(group.why)


def settle(group: Group, found: Signs, voice: str) -> None:
    """Some evidence is firm enough by itself, where there is a sign of somebody's care."""
    why, inside = set(group.why), voice in {"provider", "organisation"}
    if group.staff > 50 or _no_care(why, found, inside):
        return
    if why & NEVER_FIRM or found.keys() & {"fiction", "pet"}:
        return
    told = why & TOLD
    if inside and "neutral" not in found and _firm_inside(why, found, bool(told), voice):
        group.sure = max(group.sure, 0.8)
    if "aged" in why and told and not why & TEAMED:
        group.sure = max(group.sure, 0.75)
    if (
        not inside
        and "names self" in why
        and found.keys() & {"condition", "sensitive", "procedure", "drug"}
        and "dr" not in why
    ):
        group.sure = max(group.sure, 0.75)
    if "staff ill" in why and found.keys() & {"condition", "procedure", "sensitive"}:
        group.sure = max(group.sure, 0.6)


def _firm_inside(why: set[str], found: Signs, told: bool, voice: str) -> bool:
    if "mr" in why and voice == "provider" and not why & WORKING and found.keys() & {"care", "event", "he or she"}:
        return True
    if (
        "addressed" in why
        and "reply channel" in found
        and found.keys() & {"procedure", "condition", "your care", "your health", "you did"}
    ):
        return True
    if why & TEAMED:
        return False
    answered = found.keys() & {"your care", "your health", "you did", "cared for you"}
    return bool(("mr" in why and told) or ("patient before" in why) or (why & {"addressed", "greeted"} and answered))


def _no_care(why: set[str], found: Signs, inside: bool) -> bool:
    """No health, bed, ward or story near the name, nor anywhere a condition that could be theirs."""
    if why & (TOLD | {"ill", "staff ill", "names self", "patient before"}):
        return False
    if inside:
        return bool(why & TEAMED) and not found.keys() & {"he or she did", "your care", "your health", "lodge"}
    return not found.keys() & {"condition", "sensitive", "risk"}
