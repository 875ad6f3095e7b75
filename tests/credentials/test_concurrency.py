from functools import partial

import pytest

from rounds.credentials import actions
from rounds.credentials.models import Credential, SigningKey, StatusList
from tests.credentials.conftest import Together
from tests.factories.accounts import PersonFactory
from tests.factories.credentials import NOW, award

pytestmark = [pytest.mark.slow, pytest.mark.both]


def test_people_who_finish_together_get_places_of_their_own(
    together: Together, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [PersonFactory.build(pk=number) for number in range(1000, 1008)]
    together([lambda: [person.save(force_insert=True) for person in people]])
    monkeypatch.setattr(actions, "SIZE", 8)  # so crowded that places collide
    monkeypatch.setattr(actions, "PLACES_TRIED", 40)

    issued = together([partial(award, person) for person in people])

    places = {(one.status_list_id, one.status_index) for one in issued}
    assert len(places) == len(people)
    assert together([Credential.objects.count, SigningKey.objects.count]) == [8, 1]


def test_one_person_who_finishes_twice_at_once_gets_one_certificate(together: Together) -> None:
    person = PersonFactory.build(pk=2000)
    together([lambda: person.save(force_insert=True)])

    issued = together([partial(award, person) for _click in range(6)])

    assert len({one.pk for one in issued}) == 1
    assert together([Credential.objects.count]) == [1]


def test_revoking_twice_at_once_revokes_once(together: Together) -> None:
    person = PersonFactory.build(pk=3000)
    together([lambda: person.save(force_insert=True)])
    credential = together([partial(award, person)])[0]

    def revoke() -> str:
        try:
            actions.revoke_credential(credential, reason="By mistake.", by=None, at=NOW)
        except actions.RevocationRefused as refusal:
            return str(refusal)
        return "revoked"

    assert sorted(together([revoke, revoke, revoke])) == ["This certificate is already revoked."] * 2 + ["revoked"]
    assert together([StatusList.objects.count]) == [1]
