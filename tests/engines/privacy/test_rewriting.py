import pickle
import re

import pytest

from rounds.engines.privacy import Screening, Verdict, screen
from rounds.engines.privacy.rewriting import NEUTRAL, generalised


def test_a_reply_is_offered_neutral_words_in_its_language() -> None:
    english = screen(
        "Thank you for trusting us with your surgery.", voice="organisation", channel="google-review-reply"
    )
    spanish = screen(
        "¡Gracias por confiar en nosotros para su cirugía!", voice="organisation", channel="google-review-reply"
    )

    assert [(one.kind, one.text) for one in english.rewrites][:1] == [("neutral", NEUTRAL["en"])]
    assert [(one.kind, one.text) for one in spanish.rewrites][:1] == [("neutral", NEUTRAL["es"])]


def test_the_neutral_words_themselves_are_clear() -> None:
    for words in NEUTRAL.values():
        assert screen(words, voice="organisation", channel="google-review-reply").verdict is Verdict.CLEAR


def test_rewrites_screen_lower_and_hold_no_marked_words() -> None:
    text = (
        "Lost Mr. Okonjo in room 12 tonight. His wife Adaeze held his hand. Hug your people and drink some water today."
    )
    screening = screen(text)

    assert 0 < len(screening.rewrites) <= 3
    for rewrite in screening.rewrites:
        assert rewrite.verdict.rank < screening.verdict.rank
        assert [span.text for span in screening.spans if span.text in rewrite.text] == []


@pytest.mark.parametrize(
    "text",
    [
        "Mrs. Whitcombe in bed 4 had her hip replaced on Tuesday and she sang to us.",
        "We lost Miss Odile Ferrand to sepsis last night, and the whole unit cried.",
        "La señora Fontana fue operada de la rodilla el lunes y hoy ya camina sola.",
        "Madame Perrier a eu un infarctus lundi, elle va mieux et nous aussi.",
    ],
)
def test_no_title_is_left_before_wider_words(text: str) -> None:
    wide = [one.text for one in screen(text).rewrites if one.kind == "generalise"]

    assert wide
    assert not re.search(r"(?i)\b(?:mrs|miss|señora|madame)\b", wide[0])


def test_a_clear_text_needs_no_rewrite() -> None:
    assert screen("Wash your hands, friends.").rewrites == ()


def test_rewrites_are_left_out_where_nobody_asks_for_them() -> None:
    text = "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."
    whole, bare = screen(text), screen(text, offers=False)

    assert whole.rewrites
    assert bare == Screening(whole.verdict, whole.findings)


def test_rewrites_go_along_to_another_process() -> None:
    whole = screen("Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday.")

    assert pickle.loads(pickle.dumps(whole)).rewrites == whole.rewrites


def test_a_sentence_that_lost_all_its_words_leaves_no_stop_and_the_next_begins_anew() -> None:
    text = "Photo: a man in bed. Mrs. Dunmore fell. Our team helped... Thank you."
    places = [(0, 19, "PHOTO"), (21, 33, "NAME")]

    assert generalised(text, places, "en") == "A patient fell. Our team helped... Thank you."
    assert generalised("It rained. Photo: a man in bed. We went.", [(11, 30, "PHOTO")], "en") == "It rained. We went."
