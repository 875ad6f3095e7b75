"""Words of events: who does what, what is asked, how a proposal stands. Kinds of content are those of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Whether an event is shown."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    CANCELLED = "cancelled", _("Cancelled")


class Work(models.TextChoices):
    """What somebody does for an event."""

    ORGANISER = "organiser", _("Organiser")
    CHAIR = "chair", _("Track chair")
    REVIEWER = "reviewer", _("Reviewer")
    DOOR = "door", _("At the door")


class AnswerKind(models.TextChoices):
    LINE = "line", _("One line")
    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several")
    FILE = "file", _("File")


class State(models.TextChoices):
    """How a proposal stands, as its speakers know it."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    ACCEPTED = "accepted", _("Accepted")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


DECIDING_WORKS = (Work.ORGANISER, Work.CHAIR)
OPEN_TO_REVIEW = (State.SUBMITTED, State.WAITING)
ON_PROGRAMME = (State.ACCEPTED, State.CONFIRMED)
SENT_IN = (State.SUBMITTED, State.WAITING, State.DECLINED, State.ACCEPTED, State.CONFIRMED)


class Outcome(models.TextChoices):
    """What the organisers decide; the value is the state that follows."""

    ACCEPTED = "accepted", _("Accept")
    WAITING = "waiting", _("Waiting list")
    DECLINED = "declined", _("Decline")


class Reply(models.TextChoices):
    """What a speaker says to being accepted."""

    YES = "yes", _("Yes, I will speak")
    CONDITIONS = "conditions", _("Yes, if something can be settled first")
    NO = "no", _("No, I cannot speak")


class SpeakerKind(models.TextChoices):
    """Whether somebody has spoken at such an event before."""

    FIRST = "first", _("This is my first talk at a conference")
    BEFORE = "before", _("I have spoken at a conference before")


class Tie(models.TextChoices):
    """What somebody has from a company that makes or sells health products."""

    EMPLOYEE = "employee", _("Employee")
    OWNER = "owner", _("Owner or partner")
    STOCK = "stock", _("Stock or stock options")
    ADVISER = "adviser", _("Adviser or consultant")
    SPEAKER = "speaker", _("Paid speaker")
    GRANT = "grant", _("Grant or research money")
    ROYALTIES = "royalties", _("Royalties or patents")
    OTHER = "other", _("Something else")


class Remedy(models.TextChoices):
    """How a financial interest is kept out of a talk."""

    REVIEWED = "reviewed", _("Somebody without interests has read the slides")
    LIMITED = "limited", _("The talk leaves out what the company makes or sells")
    EVIDENCE = "evidence", _("Each claim is tied to published evidence")
    ENDED = "ended", _("The interest has ended")
    REASSIGNED = "reassigned", _("Somebody else gives that part")


class NamedAs(models.TextChoices):
    """How somebody's words stand in the transcript of a chat."""

    NAME = "name", _("With my name")
    MEMBER = "member", _("Without my name, as “a member”")
    OUT = "out", _("Not at all: leave my words out")


class WordsState(models.TextChoices):
    """Whether somebody of the team has looked at words before others read them."""

    NEW = "new", _("To be looked at")
    SHOWN = "shown", _("Shown")
    KEPT_BACK = "kept_back", _("Kept back")


class EntryState(models.TextChoices):
    """How an entry of a contest stands."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent in")
    SHOWN = "shown", _("Shown")
    REFUSED = "refused", _("Not shown")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EntryName(models.TextChoices):
    """Under which name an entry is shown."""

    FULL = "full", _("My whole name")
    FIRST = "first", _("My first name only")
    NONE = "none", _("No name")


class Taken(models.TextChoices):
    """What a recipient says to a prize."""

    YES = "yes", _("Yes, I come")
    NO = "no", _("No, I cannot come")
