from rounds.events.models.agenda import Embedding, Room, Slot
from rounds.events.models.call import Answer, AnswerFile, Call, LatePass, Question
from rounds.events.models.decision import Decision, Letter, LetterTemplate
from rounds.events.models.disclosure import Disclosure, Interest, Mitigation
from rounds.events.models.event import Event, Helper, SessionType, Track
from rounds.events.models.on_the_day import Announcement, CheckIn, HeadCount, Notice
from rounds.events.models.proposal import Proposal, Speaking, Talk
from rounds.events.models.published import AgendaLetter, AgendaVersion, Placement, Star
from rounds.events.models.purchase import Bought, Ended, Purchase, Ticket
from rounds.events.models.review import Assignment, Conflict, Criterion, Remark, Review, Score
from rounds.events.models.sales import InvitationCode, Need, Quota, RefundStep, Sales, TicketKind
from rounds.events.models.speaker import Availability, Material, Speaker

__all__ = [
    "AgendaLetter",
    "AgendaVersion",
    "Announcement",
    "Answer",
    "AnswerFile",
    "Assignment",
    "Availability",
    "Bought",
    "Call",
    "CheckIn",
    "Conflict",
    "Criterion",
    "Decision",
    "Disclosure",
    "Embedding",
    "Ended",
    "Event",
    "HeadCount",
    "Helper",
    "Interest",
    "InvitationCode",
    "LatePass",
    "Letter",
    "LetterTemplate",
    "Material",
    "Mitigation",
    "Need",
    "Notice",
    "Placement",
    "Proposal",
    "Purchase",
    "Question",
    "Quota",
    "RefundStep",
    "Remark",
    "Review",
    "Room",
    "Sales",
    "Score",
    "SessionType",
    "Slot",
    "Speaker",
    "Speaking",
    "Star",
    "Talk",
    "Ticket",
    "TicketKind",
    "Track",
]
