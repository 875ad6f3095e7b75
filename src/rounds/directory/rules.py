import rules

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.directory.models import Claim, Hospital, HospitalAccount
from rounds.directory.vocabulary import Answer


@rules.predicate
def speaks_for(person: Person, hospital: Hospital | None) -> bool:
    """Whether the person's claim on the hospital was granted."""
    if hospital is None or not person.is_active:
        return False
    return Claim.objects.filter(hospital=hospital, person=person, state=Answer.YES).exists()


@rules.predicate
def speaks_for_its_hospital(person: Person, account: HospitalAccount) -> bool:
    return speaks_for(person, account.hospital)


@rules.predicate
def made_claim(person: Person, claim: Claim) -> bool:
    return person.is_active and claim.person_id == person.pk


rules.add_perm("directory.curate", is_centre_staff)
rules.add_perm("directory.change_hospital", speaks_for | is_centre_staff)
rules.add_perm("directory.see_claim", made_claim | is_centre_staff)
rules.add_perm("directory.change_claim", made_claim)
rules.add_perm("directory.prove_account", speaks_for_its_hospital | is_centre_staff)
