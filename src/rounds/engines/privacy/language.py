"""Which of three languages a text is in, by its small words."""

from rounds.engines.privacy.text import fold

SMALL_WORDS = {
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "is",
            "in",
            "you",
            "that",
            "it",
            "was",
            "for",
            "on",
            "are",
            "with",
            "your",
            "her",
            "his",
            "we",
            "our",
            "this",
            "my",
            "at",
            "from",
            "have",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "que",
            "del",
            "una",
            "por",
            "para",
            "con",
            "su",
            "sus",
            "nos",
            "muy",
            "gracias",
            "es",
            "fue",
            "hoy",
            "esta",
            "y",
            "lo",
            "al",
            "nuestro",
            "nuestra",
            "no",
            "en",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "les",
            "des",
            "du",
            "une",
            "est",
            "vous",
            "nous",
            "votre",
            "notre",
            "et",
            "dans",
            "pour",
            "sur",
            "avec",
            "ce",
            "cette",
            "qui",
            "pas",
            "au",
            "merci",
            "la",
            "je",
        ]
    ),
}


def guessed(text: str) -> str:
    """The language with the most small words; English where nothing speaks for another.

    >>> guessed("Gracias por confiar en nosotros"), guessed("Merci pour votre confiance"), guessed("ok")
    ('es', 'fr', 'en')
    """
    words = fold(text).lower().split()
    return max(SMALL_WORDS, key=lambda language: sum(word.strip(".,!?") in SMALL_WORDS[language] for word in words))
