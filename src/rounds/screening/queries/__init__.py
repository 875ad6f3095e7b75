"""What one sees: `marks_for` is for every app that shows a composer."""

from rounds.screening.queries.authorizations import (
    Permission,
    authorizations_visible_to,
    for_text,
    good_authorizations,
    shown_permission,
)
from rounds.screening.queries.decisions import decisions_of
from rounds.screening.queries.estimating import EstimateShown, estimate_for
from rounds.screening.queries.marks import Marks, finding_called, findings_of, marks_for, token_of
from rounds.screening.queries.places import (
    keys_of,
    members_of,
    places_counted,
    places_guarded_by,
    places_of,
    places_visible_to,
    policy_of,
)
from rounds.screening.queries.previews import Preview, length_words, previews_of

__all__ = [
    "EstimateShown",
    "Marks",
    "Permission",
    "Preview",
    "authorizations_visible_to",
    "decisions_of",
    "estimate_for",
    "finding_called",
    "findings_of",
    "for_text",
    "good_authorizations",
    "keys_of",
    "length_words",
    "marks_for",
    "members_of",
    "places_counted",
    "places_guarded_by",
    "places_of",
    "places_visible_to",
    "policy_of",
    "previews_of",
    "shown_permission",
    "token_of",
]
