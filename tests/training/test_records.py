"""What stays, what goes, and what editors may do once people have learned."""

import random

import pytest
from django.db import Error, transaction
from django.test import Client
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.training.actions.answering import begin_attempt, hand_in
from rounds.training.actions.erasure import erase_learning
from rounds.training.models import Answer, Attempt, CourseCompletion, LessonCompletion, LessonPage
from tests.factories import training as make
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def learned(words: str = "I would thank them.") -> Person:
    person, course = PersonFactory(), make.make_course("Privacy", lessons=0)
    body = [make.question_one("first"), make.question_reflection("second")]
    lesson = make.make_lesson(course.get_children().get().specific, "Both", body)
    attempt = begin_attempt(person, lesson, at=make.NOON, chance=random.Random(1))
    hand_in(attempt, {"first": "0", "second": words}, by=person, at=make.NOON)
    return person


@pytest.mark.slow
@pytest.mark.parametrize("model", [LessonCompletion, CourseCompletion])
def test_completions_are_not_changed_or_deleted_even_by_the_database(
    model: type[LessonCompletion | CourseCompletion],
) -> None:
    learned()

    with pytest.raises(Error), transaction.atomic():
        model.objects.update(at=make.NOON)
    with pytest.raises(Error), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.exists()


@pytest.mark.slow
def test_erased_person_loses_own_words_and_keeps_marks() -> None:
    person = learned("My patient Mr Alder was rude.")
    erase_learning(person, make.NOON)

    assert dict(Answer.objects.values_list("question", "given")) == {"first": "0", "second": ""}
    assert [attempt.typed for attempt in Attempt.objects.all()] == [{}]
    assert LessonCompletion.objects.filter(person=person).count() == 1


@pytest.mark.slow
def test_export_of_a_person_holds_their_learning() -> None:
    person = learned()
    sections = dict(hook(person) for hook in hooks.get_hooks("rounds_export_person"))

    assert [row["course__slug"] for row in sections["courses"]] == ["privacy"]
    assert [row["given"] for row in sections["answers"]] == ["0", "I would thank them."]
    assert len(sections["completions"]) == 3


def editor(client: Client) -> Client:
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.slow
def test_editor_is_not_let_delete_a_lesson_that_people_finished(client: Client) -> None:
    learned()
    lesson = LessonPage.objects.get()
    page = editor(client).post(f"/cms/pages/{lesson.pk}/delete/", follow=True).content.decode()

    assert "Unpublish the page instead." in page
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


@pytest.mark.slow
def test_editor_deletes_a_lesson_that_nobody_opened(client: Client) -> None:
    lesson = make.lessons_in(make.make_course(lessons=1))[0]
    editor(client).post(f"/cms/pages/{lesson.pk}/delete/")

    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


def test_editor_sees_a_preview_and_the_address_learners_use(client: Client) -> None:
    lesson = make.lessons_in(make.make_course("Privacy", lessons=1))[0]
    page = editor(client).get(f"/cms/pages/{lesson.pk}/view_draft/")

    assert "Learners see the questions with their answers to choose." in page.content.decode()
    assert lesson.get_url() == "/learn/privacy/lesson-1"
