from rounds.events.models.agenda import Embedding, Room, Slot
from rounds.events.models.call import Answer, AnswerFile, Call, LatePass, Question
from rounds.events.models.chat import Chat, ChatAnswer, ChatConsent, ChatQuestion
from rounds.events.models.contest import Contest, ContestCriterion, Judge
from rounds.events.models.credit import Credit, Designation
from rounds.events.models.decision import Decision, Letter, LetterTemplate
from rounds.events.models.disclosure import Disclosure, Interest, Mitigation
from rounds.events.models.entry import Entry, EntryConsent, Finalist, Prize, Recusal, Sheet, SheetMark, Support
from rounds.events.models.event import Event, Helper, SessionType, Track
from rounds.events.models.feedback import Feedback, FeedbackEnd
from rounds.events.models.on_the_day import Announcement, CheckIn, HeadCount, Notice
from rounds.events.models.proposal import Proposal, Speaking, Talk
from rounds.events.models.published import AgendaLetter, AgendaVersion, Placement, Star
from rounds.events.models.purchase import Bought, Ended, Purchase, Ticket
from rounds.events.models.recording import Recording
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
    "Chat",
    "ChatAnswer",
    "ChatConsent",
    "ChatQuestion",
    "CheckIn",
    "Conflict",
    "Contest",
    "ContestCriterion",
    "Credit",
    "Criterion",
    "Decision",
    "Designation",
    "Disclosure",
    "Embedding",
    "Ended",
    "Entry",
    "EntryConsent",
    "Event",
    "Feedback",
    "FeedbackEnd",
    "Finalist",
    "HeadCount",
    "Helper",
    "Interest",
    "InvitationCode",
    "Judge",
    "LatePass",
    "Letter",
    "LetterTemplate",
    "Material",
    "Mitigation",
    "Need",
    "Notice",
    "Placement",
    "Prize",
    "Proposal",
    "Purchase",
    "Question",
    "Quota",
    "Recording",
    "Recusal",
    "RefundStep",
    "Remark",
    "Review",
    "Room",
    "Sales",
    "Score",
    "SessionType",
    "Sheet",
    "SheetMark",
    "Slot",
    "Speaker",
    "Speaking",
    "Star",
    "Support",
    "Talk",
    "Ticket",
    "TicketKind",
    "Track",
]
