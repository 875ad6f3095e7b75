import rules
from django.db.models import Q

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.events import reach
from rounds.events.models import Chat, Contest, Entry, Event, Helper, Judge, Proposal, Speaking
from rounds.events.vocabulary import OPEN_TO_REVIEW, Standing, Work


@rules.predicate
def is_shown(person: Person, event: Event) -> bool:
    return event.standing in {Standing.ANNOUNCED, Standing.CANCELLED}


WORKS = Prepared(lambda event, person: Helper.objects.filter(event=event, person=person))


def works(person: Person, event: Event, *kinds: str) -> bool:
    return person.is_active and any(held.work in kinds for held in WORKS.rows(event.pk, person.pk))


@rules.predicate
def helps(person: Person, event: Event) -> bool:
    return works(person, event, *Work.values)


@rules.predicate
def organises(person: Person, event: Event) -> bool:
    return works(person, event, Work.ORGANISER)


@rules.predicate
def decides_there(person: Person, event: Event) -> bool:
    return works(person, event, Work.ORGANISER, Work.CHAIR)


@rules.predicate
def reviews_there(person: Person, event: Event) -> bool:
    return works(person, event, Work.REVIEWER, Work.CHAIR)


@rules.predicate
def keeps_door(person: Person, event: Event) -> bool:
    return works(person, event, Work.ORGANISER, Work.DOOR)


def fits(proposal: Proposal, condition: Q) -> bool:
    return Proposal.objects.filter(condition, pk=proposal.pk).exists()


@rules.predicate
def speaks(person: Person, proposal: Proposal) -> bool:
    taking_part: bool = Speaking.objects.taking_part().filter(proposal=proposal, person=person).exists()
    return person.is_active and taking_part


@rules.predicate
def leads(person: Person, proposal: Proposal) -> bool:
    held = Speaking.objects.filter(proposal=proposal, person=person, leads=True, left__isnull=True)
    return bool(person.is_active and held.exists())


@rules.predicate
def sees_at_desk(person: Person, proposal: Proposal) -> bool:
    return fits(proposal, reach.seen_at_desk(person))


@rules.predicate
def may_decide(person: Person, proposal: Proposal) -> bool:
    return fits(proposal, reach.decided_by(person))


@rules.predicate
def may_review(person: Person, proposal: Proposal) -> bool:
    return proposal.state in OPEN_TO_REVIEW and fits(proposal, reach.reviewed_by(person))


@rules.predicate
def sees_its_meeting(person: Person, chat: Chat) -> bool:
    return bool(person.has_perm("meetings.see_meeting", chat.meeting))


@rules.predicate
def hosts_its_meeting(person: Person, chat: Chat) -> bool:
    return bool(person.has_perm("meetings.host_meeting", chat.meeting))


@rules.predicate
def sees_entry(person: Person, entry: Entry) -> bool:
    return Entry.objects.filter(reach.entries_seen(person), pk=entry.pk).exists()


@rules.predicate
def judges_it(person: Person, contest: Contest) -> bool:
    return bool(person.is_active and Judge.objects.filter(contest=contest, person=person).exists())


ORGANISER = is_centre_staff | organises
rules.add_perm("events.make_event", is_centre_staff)
rules.add_perm("events.see_event", is_shown | is_centre_staff | helps)
rules.add_perm("events.run_event", ORGANISER)
rules.add_perm("events.keep_door", is_centre_staff | keeps_door)
rules.add_perm("events.see_desk", is_centre_staff | decides_there)
rules.add_perm("events.review_at_event", reviews_there)
rules.add_perm("events.see_proposal", speaks)
rules.add_perm("events.change_proposal", leads)
rules.add_perm("events.see_submission", sees_at_desk)
rules.add_perm("events.decide_proposal", may_decide)
rules.add_perm("events.review_proposal", may_review)
rules.add_perm("events.make_chat", is_centre_staff)
rules.add_perm("events.see_chat", sees_its_meeting)
rules.add_perm("events.host_chat", hosts_its_meeting)
rules.add_perm("events.see_entry", sees_entry)
rules.add_perm("events.judge_contest", judges_it)
