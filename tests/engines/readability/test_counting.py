"""The quick ways to count and to end a sentence say the same as the slow ones, and memory stays bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.engines.readability import counting
from rounds.engines.readability.counting import Pieces, packed, parts, unpacked
from rounds.engines.readability.sentences import PERHAPS, STOP, TITLES, ends_here

LANGUAGES = st.sampled_from(["en", "es", "other"])
PIECES = st.one_of(
    st.text(alphabet="aeZXq'’-.,1é“”(", max_size=10),
    st.sampled_from(["Infarction,", "“Smith’s”", "U.S.", "İnfarction", "iPhone", "1,000", "(follow-up)", "…"]),
)
WORDS = st.sampled_from(
    [*sorted(TITLES | PERHAPS), "test", "next", "it", "Dr", "C", "2024", "[1]", '"so"', " . .", "!", "?", "the", "¿", "A", "(", "\n"]
)  # fmt: skip


@given(PIECES, LANGUAGES)
def test_a_remembered_piece_holds_what_a_closer_look_finds(piece: str, language: str) -> None:
    pieces = Pieces(language)

    assert [unpacked(pieces[piece]) for _ in range(2)] == [parts(language, piece)] * 2


@given(st.lists(PIECES, max_size=20))
def test_adding_packed_pieces_adds_their_parts(pieces: list[str]) -> None:
    found = [parts("en", piece) for piece in pieces]

    assert unpacked(sum(map(packed, found))) == tuple(map(sum, zip(*found, strict=True))) or not found


@given(st.lists(WORDS, max_size=12), st.sampled_from(["", ". ", " "]))
def test_a_sure_end_of_a_sentence_is_an_end_on_a_closer_look(words: list[str], between: str) -> None:
    text = between.join(words) + "."

    assert [
        match for match in STOP.finditer(text) if match["sure"] == "" and not ends_here(text, match, len(text))
    ] == []


def test_memory_of_pieces_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 3)
    pieces = Pieces("en")
    long = "x" * (counting.LONGEST + 1)

    assert [unpacked(pieces[piece]).letters for piece in ("a", "bb", long, "ccc", "dddd", "a")] == [1, 2, 41, 3, 4, 1]
    assert long not in pieces
    assert len(pieces) <= 3
