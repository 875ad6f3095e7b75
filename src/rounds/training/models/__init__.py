from rounds.training.models.fields import tags
from rounds.training.models.follow_up import DAYS, FollowUp
from rounds.training.models.learning import Answer, Attempt, CourseCompletion, Enrolment, LessonCompletion
from rounds.training.models.pages import CatalogPage, CoursePage, LessonPage, ModulePage
from rounds.training.models.rehearsals import (
    Rehearsal,
    RehearsalAnswer,
    RehearsalAttempt,
    RehearsalEdition,
    SavedWords,
)

__all__ = [
    "DAYS",
    "Answer",
    "Attempt",
    "CatalogPage",
    "CourseCompletion",
    "CoursePage",
    "Enrolment",
    "FollowUp",
    "LessonCompletion",
    "LessonPage",
    "ModulePage",
    "Rehearsal",
    "RehearsalAnswer",
    "RehearsalAttempt",
    "RehearsalEdition",
    "SavedWords",
    "tags",
]
