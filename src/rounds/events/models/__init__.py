from rounds.events.models.call import Answer, AnswerFile, Call, LatePass, Question
from rounds.events.models.chat import Chat, ChatAnswer, ChatConsent, ChatQuestion
from rounds.events.models.decision import Decision, Letter, LetterTemplate
from rounds.events.models.disclosure import Disclosure, Interest, Mitigation
from rounds.events.models.event import Event, Helper, SessionType, Track
from rounds.events.models.proposal import Proposal, Speaking, Talk
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
    "Criterion",
    "Decision",
    "Disclosure",
    "Event",
    "Helper",
    "Interest",
    "LatePass",
    "Letter",
    "LetterTemplate",
    "Material",
    "Mitigation",
    "Proposal",
    "Question",
    "Remark",
    "Review",
    "Score",
    "SessionType",
    "Speaker",
    "Speaking",
    "Talk",
    "Track",
]
