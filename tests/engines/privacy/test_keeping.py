from rounds.engines.privacy.keeping import KEPT_LETTERS, KEPT_WORDS, Kept


class Lengths(Kept[int]):
    def worked_out(self, word: str) -> int:
        return len(word)


def test_short_words_are_kept_and_long_ones_are_not() -> None:
    lengths = Lengths()

    assert [lengths["hip"], lengths["a" * (KEPT_LETTERS + 1)]] == [3, KEPT_LETTERS + 1]
    assert list(lengths) == ["hip"]


def test_a_full_store_begins_anew() -> None:
    lengths = Lengths()
    for number in range(KEPT_WORDS + 1):
        lengths[str(number)]

    assert len(lengths) == 1
