from rounds.training.models.learning import Answer, Attempt, CourseCompletion, Enrolment, LessonCompletion
from rounds.training.models.pages import CatalogPage, CoursePage, LessonPage, ModulePage, tags

__all__ = [
    "Answer",
    "Attempt",
    "CatalogPage",
    "CourseCompletion",
    "CoursePage",
    "Enrolment",
    "LessonCompletion",
    "LessonPage",
    "ModulePage",
    "tags",
]
