import datetime as dt
from collections import defaultdict

from django.db import transaction

from rounds.accounts.models import Person
from rounds.network.group_letters import send_digest
from rounds.network.models import Group, GroupMember
from rounds.network.queries.groups import News, groups_read_by, news_in
from rounds.network.vocabulary import Digest

# a little less than the day and the week, so that a letter does not slip by a day when the job starts early
AFTER = {Digest.DAILY: dt.timedelta(hours=20), Digest.WEEKLY: dt.timedelta(days=6, hours=20)}


def send_digests(at: dt.datetime) -> int:
    """Write to everybody whose day or week is over and who has something new; says how many letters went out."""
    due: dict[int, list[int]] = defaultdict(list)
    for digest, after in AFTER.items():
        waiting = GroupMember.objects.filter(state=GroupMember.State.IN, digest=digest, digest_until__lte=at - after)
        for number, person in waiting.values_list("pk", "person"):
            due[person].append(number)
    return sum(digest_for(person, places, at=at) for person, places in sorted(due.items()))


@transaction.atomic
def digest_for(number: int, places: list[int], *, at: dt.datetime) -> bool:
    """One letter, written down as sent in the same transaction: two workers, or a kill, never send it twice."""
    person = Person.objects.select_for_update().get(pk=number)
    read = set(groups_read_by(person).values_list("pk", flat=True)) if person.is_active else set()
    news: list[tuple[Group, list[News]]] = []
    for place in GroupMember.objects.select_related("group").filter(pk__in=places).order_by("group__name", "pk"):
        after = AFTER.get(Digest(place.digest))
        if after is None or place.digest_until > at - after:
            continue
        found = news_in(place.group, person, since=place.digest_until, until=at) if place.group_id in read else []
        GroupMember.objects.filter(pk=place.pk).update(digest_until=at)
        if found:
            news.append((place.group, found))
    if news:
        send_digest(person, news, at=at)
    return bool(news)
