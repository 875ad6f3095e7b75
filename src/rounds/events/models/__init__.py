from rounds.events.models.call import Answer, AnswerFile, Call, LatePass, Question
from rounds.events.models.chat import Chat, ChatAnswer, ChatConsent, ChatQuestion
from rounds.events.models.contest import Contest, ContestCriterion, Judge
from rounds.events.models.credit import Credit, Designation
from rounds.events.models.decision import Decision, Letter, LetterTemplate
from rounds.events.models.disclosure import Disclosure, Interest, Mitigation
from rounds.events.models.entry import Entry, EntryConsent, Finalist, Prize, Recusal, Sheet, SheetMark, Support
from rounds.events.models.event import Event, Helper, SessionType, Track
from rounds.events.models.feedback import Feedback, FeedbackEnd
from rounds.events.models.proposal import Proposal, Speaking, Talk
from rounds.events.models.recording import Recording
from rounds.events.models.review import Assignment, Conflict, Criterion, Remark, Review, Score
from rounds.events.models.speaker import Availability, Material, Speaker

__all__ = [
    "Answer",
    "AnswerFile",
    "Assignment",
    "Availability",
    "Call",
    "Chat",
    "ChatAnswer",
    "ChatConsent",
    "ChatQuestion",
    "Conflict",
    "Contest",
    "ContestCriterion",
    "Credit",
    "Criterion",
    "Decision",
    "Designation",
    "Disclosure",
    "Entry",
    "EntryConsent",
    "Event",
    "Feedback",
    "FeedbackEnd",
    "Finalist",
    "Helper",
    "Interest",
    "Judge",
    "LatePass",
    "Letter",
    "LetterTemplate",
    "Material",
    "Mitigation",
    "Prize",
    "Proposal",
    "Question",
    "Recording",
    "Recusal",
    "Remark",
    "Review",
    "Score",
    "SessionType",
    "Sheet",
    "SheetMark",
    "Speaker",
    "Speaking",
    "Support",
    "Talk",
    "Track",
]
