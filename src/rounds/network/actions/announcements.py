import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.words import refuse_telling_words
from rounds.network.group_letters import tell_staff
from rounds.network.models import Announcement, Department, Organisation, Receipt, Seat


class AnnouncementRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def announce(
    organisation: Organisation,
    *,
    title: str,
    words: str,
    confirm: bool,
    department: Department | None = None,
    key: uuid.UUID,
    seen: str = "",
    by: Person,
    at: dt.datetime,
) -> Announcement:
    """Tell one's own people. Who is meant is written down now; the letters go out as a job."""
    if sent := Announcement.objects.filter(by=by, key=key).first():
        return sent
    if not by.has_perm("network.announce", organisation):
        raise AnnouncementRefused(
            _("Only managers of %(name)s can tell its people something.") % {"name": organisation}
        )
    meant = [number for number in people_meant(organisation, department) if number != by.pk]
    if not meant:
        raise AnnouncementRefused(_("Nobody else has a seat there yet."))
    refuse_telling_words(f"{title}\n\n{words}", seen=seen, by=by, place=organisation.place, voice="organisation")
    try:
        with transaction.atomic():
            made = organisation.announcements.create(
                department=department, title=title, words=words, confirm=confirm, by=by, at=at, key=key
            )
    except IntegrityError:
        return Announcement.objects.get(by=by, key=key)
    Receipt.objects.bulk_create([Receipt(announcement=made, person_id=number) for number in meant], batch_size=500)
    record("network.announced", subject=made, by=by, at=at, people=len(meant))
    return made


def people_meant(organisation: Organisation, department: Department | None) -> list[int]:
    seats = Seat.objects.open().filter(organisation=organisation, person__is_active=True)
    if department:
        seats = seats.filter(department=department)
    return list(seats.order_by("person").values_list("person", flat=True).distinct())


def deliver_announcement(announcement: Announcement, *, at: dt.datetime) -> int:
    """Write to each who has not been written to; a job that was killed goes on where it stopped."""
    if Announcement.objects.filter(pk=announcement.pk, withdrawn__isnull=False).exists():
        return 0
    waiting = announcement.receipts.filter(mailed__isnull=True)
    return sum(deliver_one(number, announcement, at=at) for number in waiting.values_list("pk", flat=True))


@transaction.atomic
def deliver_one(number: int, announcement: Announcement, *, at: dt.datetime) -> bool:
    if not Receipt.objects.filter(pk=number, mailed__isnull=True, confirmed__isnull=True).update(mailed=at):
        return False
    receipt = Receipt.objects.select_related("person").get(pk=number)
    return tell_staff(announcement, receipt.person, at=at)


@transaction.atomic
def open_announcement(announcement: Announcement, *, by: Person, at: dt.datetime) -> Receipt | None:
    """Note that somebody it was meant for has opened it; nothing for managers who only look."""
    Receipt.objects.filter(announcement=announcement, person=by, opened__isnull=True).update(opened=at)
    return Receipt.objects.filter(announcement=announcement, person=by).first()


@transaction.atomic
def confirm_reading(announcement: Announcement, *, by: Person, at: dt.datetime) -> None:
    found = Receipt.objects.filter(announcement=announcement, person=by, opened__isnull=False, confirmed__isnull=True)
    if found.update(confirmed=at):
        record("network.reading_confirmed", subject=announcement, by=by, at=at)


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: Person, at: dt.datetime) -> None:
    """Take it out of sight of the people; managers still see that it was there."""
    if Announcement.objects.filter(pk=announcement.pk, withdrawn__isnull=True).update(withdrawn=at):
        record("network.announcement_withdrawn", subject=announcement, by=by, at=at)
