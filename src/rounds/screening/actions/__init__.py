from rounds.screening.actions.authorizations import AuthorizationRefused, add_authorization, withdraw_authorization
from rounds.screening.actions.deciding import DecisionRefused, accept_finding, check_reason
from rounds.screening.actions.erasure import leave_places
from rounds.screening.actions.places import (
    PlaceRefused,
    change_rules,
    end_place_key,
    make_place,
    make_place_key,
    seat_person,
    unseat_person,
    use_place_key,
)

__all__ = [
    "AuthorizationRefused",
    "DecisionRefused",
    "PlaceRefused",
    "accept_finding",
    "add_authorization",
    "change_rules",
    "check_reason",
    "end_place_key",
    "leave_places",
    "make_place",
    "make_place_key",
    "seat_person",
    "unseat_person",
    "use_place_key",
    "withdraw_authorization",
]
