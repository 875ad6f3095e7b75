"""Counts what the formulas ask for."""

from collections import Counter

from .familiar import familiar
from .findings import Counts
from .prose import Prose, Sentence
from .syllables import syllables

LONG = 7  # LIX: more than six letters


def count(prose: Prose, language: str) -> Counts:
    """What stands in the counted sentences of a text."""
    sentences = [sentence for sentence in prose.sentences if sentence.counted]
    words = Counter(word.lower for sentence in sentences for word in sentence.words)
    spoken = {word: syllables(word, language) for word in words}
    letters = {word: sum(map(str.isalpha, word)) for word in words}
    return Counts(
        characters=sum(number * sum(map(str.isalnum, word)) for word, number in words.items()),
        letters=sum(number * letters[word] for word, number in words.items()),
        words=words.total(),
        sentences=len(sentences),
        syllables=sum(number * spoken[word] for word, number in words.items()),
        polysyllables=sum(number for word, number in words.items() if spoken[word] > 2),
        long_words=sum(number for word, number in words.items() if letters[word] >= LONG),
        difficult_words=difficult(sentences, words) if language == "en" else 0,
    )


def difficult(sentences: list[Sentence], words: Counter[str]) -> int:
    """Words off the easy list; numbers are easy, and so are names, told by a capital inside a sentence."""
    hard = {word for word in words if word[0].isalpha() and not familiar(word)}
    names = sum(word.text[0].isupper() and word.lower in hard for sentence in sentences for word in sentence.words[1:])
    return sum(words[word] for word in hard) - names
