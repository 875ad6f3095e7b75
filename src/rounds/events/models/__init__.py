from rounds.events.models.agenda import Embedding, Room, Slot
from rounds.events.models.call import Answer, AnswerFile, Call, LatePass, Question
from rounds.events.models.decision import Decision, Letter, LetterTemplate
from rounds.events.models.disclosure import Disclosure, Interest, Mitigation
from rounds.events.models.event import Event, Helper, SessionType, Track
from rounds.events.models.proposal import Proposal, Speaking, Talk
from rounds.events.models.published import AgendaLetter, AgendaVersion, Placement, Star
from rounds.events.models.review import Assignment, Conflict, Criterion, Remark, Review, Score
from rounds.events.models.speaker import Availability, Material, Speaker

__all__ = [
    "AgendaLetter",
    "AgendaVersion",
    "Answer",
    "AnswerFile",
    "Assignment",
    "Availability",
    "Call",
    "Conflict",
    "Criterion",
    "Decision",
    "Disclosure",
    "Embedding",
    "Event",
    "Helper",
    "Interest",
    "LatePass",
    "Letter",
    "LetterTemplate",
    "Material",
    "Mitigation",
    "Placement",
    "Proposal",
    "Question",
    "Remark",
    "Review",
    "Room",
    "Score",
    "SessionType",
    "Slot",
    "Speaker",
    "Speaking",
    "Star",
    "Talk",
    "Track",
]
