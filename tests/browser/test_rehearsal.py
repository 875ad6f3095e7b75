"""A learner rehearses an answer to a review, with and without JavaScript, at a computer and with a phone."""

from tests.browser.reader import Reader

TELLS = "We are so sorry about your visit to our emergency department."
WORKS = "Thank you for telling us. We read every review. Call Priya Raman on 555-0142."
ADDRESS = "/learn/rehearsals/one-star-review"


def answers(reader: Reader, choice: str, words: str = "") -> Reader:
    reader.main.get_by_role("radio", name=choice).check()
    if words:
        reader.types(words, into="Your words")
    return reader.presses("Give this answer")


def test_a_learner_meets_the_consequence_and_writes_again(reader: Reader) -> None:
    reader.is_("patient").opens("/learn/rehearsals").follows("A one-star review that tells everything").is_at(ADDRESS)
    reader.main.get_by_role("button", name="Begin").or_(
        reader.main.get_by_role("button", name="Rehearse it again")
    ).click()

    answers(reader, "Answer under the review", TELLS)
    reader.sees("A screenshot travels").sees("The reply tells everyone that the reader is a patient.")

    answers(reader, "Answer under the review", WORKS)
    reader.sees("Dana writes again")

    answers(reader, "Write no more in public")
    reader.sees("What a good answer does").sees("The phone rings")
