import rules

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.credentials.models import Credential


@rules.predicate
def holds(person: Person, credential: Credential) -> bool:
    return credential.person_id == person.pk


rules.add_perm("credentials.see_credential", holds | is_centre_staff)
rules.add_perm("credentials.see_issued", is_centre_staff)
rules.add_perm("credentials.revoke_credential", is_centre_staff)
rules.add_perm("credentials.reissue_credential", is_centre_staff)
