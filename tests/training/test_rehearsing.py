"""Playing: marks, consequences, two tabs, double clicks, erased words, and what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rounds.accounts.actions import erase_person
from rounds.accounts.models import Entry, Person
from rounds.training.actions import rehearsing as actions
from rounds.training.actions.rehearsal_files import show_in_room, store_rehearsals
from rounds.training.models import (
    FollowUp,
    LessonCompletion,
    Rehearsal,
    RehearsalAnswer,
    RehearsalAttempt,
    RehearsalEdition,
    SavedWords,
)
from rounds.training.queries import own_data
from rounds.training.queries.rehearsals import states_for
from rounds.training.rehearsing.reading import read_text
from tests.factories import rehearsals as make
from tests.factories import training as courses
from tests.factories.accounts import PersonFactory
from tests.factories.rehearsals import ANGRY, CLOSED, GOOD, KIND, NOON, TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def rehearsal() -> Rehearsal:
    return make.make_rehearsal()


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_draft_is_marked_and_the_story_goes_on(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("answer", KIND))

    answer = attempt.answers.get()
    assert (answer.words, answer.verdict, answer.step, answer.length) == (KIND, "review", "told", 11)
    assert answer.flags == [{"rule": "reply-confirms-care", "type": "reply-confirms-care", "level": "review"}]
    assert (attempt.answered, attempt.tries, attempt.minutes, attempt.ended) == (1, 2, 10, None)


def test_a_choice_without_words_keeps_none(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("silence", "Typed before the mind was changed."))

    answer = attempt.answers.get()
    assert (answer.words, answer.verdict, answer.step) == ("", "", "ignored")


def test_a_good_end_is_recorded_once_with_its_questions(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("answer", CLOSED), ("answer", GOOD), ("call", ""))

    assert (attempt.outcome, attempt.ended, attempt.answered) == ("good", NOON + dt.timedelta(minutes=9), 3)
    assert verbs()[-2:] == ["training.rehearsal_begun", "training.rehearsal_finished"]
    due = [(each.day, each.due, each.question["key"]) for each in FollowUp.objects.order_by("day")]
    assert due == [
        (2, NOON + dt.timedelta(days=2, minutes=9), "loud-first"),
        (7, NOON + dt.timedelta(days=7, minutes=9), "loud-second"),
        (21, NOON + dt.timedelta(days=21, minutes=9), "loud-third"),
    ]

    make.finish(person, rehearsal)

    assert (FollowUp.objects.count(), RehearsalAttempt.objects.filter(outcome="good").count()) == (3, 2)


def test_a_bad_end_asks_no_questions_later(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("answer", ANGRY))

    assert (attempt.outcome, FollowUp.objects.count()) == ("lost", 0)
    assert states_for(person, [rehearsal]) == {rehearsal.pk: "tried"}


@pytest.mark.parametrize(
    ("choice", "words", "field", "said"),
    [
        ("answer", "  \n ", "words", "Write your answer. If you would rather say nothing, choose that above."),
        ("answer", "x" * 4001, "words", "Your answer has 4,001 characters. Use 4,000 or fewer."),
        ("", "Words.", "choice", "Choose what you do."),
        ("dance", "Words.", "choice", "Choose what you do."),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused_and_kept(
    person: Person, rehearsal: Rehearsal, choice: str, words: str, field: str, said: str
) -> None:
    attempt = actions.begin_rehearsal(person, rehearsal, at=NOON)

    with pytest.raises(actions.AnswerRefused) as refused:
        actions.give_answer(attempt, number=1, choice=choice, words=words, tab="a", at=NOON)

    assert (refused.value.field, str(refused.value)) == (field, said)
    assert RehearsalAnswer.objects.count() == 0
    assert [saved.words for saved in SavedWords.objects.all() if saved.words] == ([words] if words.strip() else [])


def test_the_longest_answer_is_taken(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("answer", "x" * 4000))

    assert attempt.answers.get().step == "closed"


def test_two_tabs_give_one_answer_and_keep_both_texts(person: Person, rehearsal: Rehearsal) -> None:
    attempt = actions.begin_rehearsal(person, rehearsal, at=NOON)
    actions.give_answer(attempt, number=1, choice="answer", words=CLOSED, tab="a", at=NOON)

    with pytest.raises(actions.StoryMoved):
        actions.give_answer(attempt, number=1, choice="answer", words=GOOD, tab="b", at=NOON)

    assert [answer.words for answer in RehearsalAnswer.objects.all()] == [CLOSED]
    assert [(saved.tab, saved.words) for saved in SavedWords.objects.all()] == [("b", GOOD)]


def test_beginning_twice_gives_one_attempt(person: Person, rehearsal: Rehearsal) -> None:
    first = actions.begin_rehearsal(person, rehearsal, at=NOON)

    assert actions.begin_rehearsal(person, rehearsal, at=NOON) == first
    assert actions.start_rehearsal(person, rehearsal, at=NOON) == first
    assert verbs().count("training.rehearsal_begun") == 1


def test_saving_keeps_each_tab_and_never_wipes_out(person: Person, rehearsal: Rehearsal) -> None:
    attempt = actions.begin_rehearsal(person, rehearsal, at=NOON)
    for tab, words in (("a", "Hello"), ("b", "Good day"), ("a", "Hello Dana"), ("a", "  ")):
        assert actions.save_words(attempt, tab=tab, choice="", words=words, at=NOON)

    assert set(SavedWords.objects.values_list("tab", "words")) == {("a", "Hello Dana"), ("b", "Good day")}


def test_saving_is_bounded(person: Person, rehearsal: Rehearsal) -> None:
    attempt = actions.begin_rehearsal(person, rehearsal, at=NOON)
    for number in range(8):
        at = NOON + dt.timedelta(minutes=number)
        actions.save_words(attempt, tab=f"t{number}", choice="answer", words=f"Draft {number}", at=at)

    assert actions.save_words(attempt, tab="long", choice="answer", words="x" * 20_001, at=NOON) is False
    assert sorted(SavedWords.objects.values_list("tab", flat=True)) == ["t3", "t4", "t5", "t6", "t7"]


def test_words_saved_after_the_end_are_refused(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.finish(person, rehearsal)

    assert actions.save_words(attempt, tab="a", choice="answer", words="Late", at=NOON) is False


def test_starting_again_keeps_what_was(person: Person, rehearsal: Rehearsal) -> None:
    first = make.play(person, rehearsal, ("answer", CLOSED))

    second = actions.start_again(person, rehearsal, at=NOON)

    first.refresh_from_db()
    assert (first.outcome, second.answered, second.pk != first.pk) == ("left", 0, True)
    assert actions.start_again(person, rehearsal, at=NOON) == second


def test_looking_needs_two_answers_and_does_not_count_as_done(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("answer", CLOSED))
    with pytest.raises(actions.LookRefused):
        actions.look_at_answer(attempt, at=NOON)

    attempt = make.play(person, rehearsal, ("silence", ""))
    actions.look_at_answer(attempt, at=NOON)
    actions.look_at_answer(attempt, at=NOON)

    attempt.refresh_from_db()
    assert (attempt.outcome, FollowUp.objects.count()) == ("shown", 0)


def test_somebody_in_the_middle_keeps_the_edition_they_began_with(person: Person, rehearsal: Rehearsal) -> None:
    attempt = make.play(person, rehearsal, ("answer", CLOSED))
    make.make_rehearsal(text=TEXT.replace("A closed door", "Shut"))

    attempt = make.play(person, rehearsal, ("answer", CLOSED))

    assert attempt.edition.number == 1
    assert RehearsalEdition.objects.count() == 2
    assert actions.start_again(person, Rehearsal.objects.get(), at=NOON).edition.number == 2


def test_storing_the_same_text_changes_nothing(rehearsal: Rehearsal) -> None:
    counts = store_rehearsals([read_text("loud-ward", TEXT)], by=None, at=NOON)

    assert counts == {"new": 0, "changed": 0, "same": 1}
    assert verbs() == ["training.rehearsal_imported"]


@pytest.mark.slow
def test_a_lesson_is_done_when_its_rehearsal_ends_well(person: Person, rehearsal: Rehearsal) -> None:
    course, other = courses.make_course("Privacy", lessons=1), courses.make_course("Other", lessons=1)
    courses.take(person, course)
    for each in (course, other):
        lesson = each.get_descendants().last().specific
        lesson.body, lesson.rehearsal = [{"type": "text", "value": "Rehearse."}], rehearsal
        lesson.save_revision().publish()

    make.finish(person, rehearsal)

    done = LessonCompletion.objects.get()
    assert done.lesson.get_parent().get_parent().pk == course.pk
    assert set(person.course_completions.values_list("kind", flat=True)) == {"completion", "achievement"}


def test_taking_out_of_the_room_is_recorded_once(person: Person, rehearsal: Rehearsal) -> None:
    for _twice in range(2):
        show_in_room(rehearsal, live=False, by=person, at=NOON)

    assert verbs().count("training.rehearsal_taken_out") == 1


def test_erasing_takes_the_words_and_keeps_the_flags(person: Person, rehearsal: Rehearsal) -> None:
    make.play(person, rehearsal, ("answer", KIND))
    make.finish(PersonFactory(), rehearsal)
    attempt = RehearsalAttempt.objects.get(person=person)
    actions.save_words(attempt, tab="a", choice="answer", words="Half", at=NOON)

    erase_person(person, by=person, at=NOON)

    answer = attempt.answers.get()
    assert (answer.words, answer.verdict, answer.flags[0]["rule"]) == ("", "review", "reply-confirms-care")
    assert SavedWords.objects.count() == 0
    assert RehearsalAnswer.objects.exclude(words="").count() == 1


def test_export_holds_words_flags_and_questions(person: Person, rehearsal: Rehearsal) -> None:
    make.finish(person, rehearsal)
    make.finish(PersonFactory(), rehearsal)

    rows, later = own_data.rehearsals_of(person), own_data.follow_ups_of(person)

    assert [row.get("words", row.get("outcome")) for row in rows] == ["good", GOOD, ""]
    assert [row["day"] for row in later] == [2, 7, 21]


@pytest.mark.parametrize("change", ["words", "step", "delete", "edition", "reopen"])
def test_the_database_refuses_to_rewrite_history(person: Person, rehearsal: Rehearsal, change: str) -> None:
    attempt = make.finish(person, rehearsal)
    answers = RehearsalAnswer.objects.filter(number=1)
    changes = {
        "words": lambda: answers.update(words="Better words"),
        "step": lambda: answers.update(step="heard"),
        "delete": lambda: answers._raw_delete(answers.db),  # type: ignore[attr-defined]
        "edition": lambda: RehearsalEdition.objects.update(text=""),
        "reopen": lambda: RehearsalAttempt.objects.filter(pk=attempt.pk).update(ended=None, outcome=""),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        changes[change]()
