from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.network.queries.words import Checked, checked
from rounds.screening.models import Place


class WordsRefused(Exception):
    """The privacy screen found something; `checked` says what. The message is written for the person who asked."""

    def __init__(self, message: str, found: Checked) -> None:
        super().__init__(message)
        self.checked = found


def refuse_telling_words(words: str, *, seen: str, by: Person, place: Place | None, voice: str = "") -> None:
    """What must be fixed stops; what should be looked at asks once, about exactly these words."""
    found = checked(words, by=by, place=place, voice=voice)
    if found.stops:
        raise WordsRefused(_("Change what could tell who a patient is. Nothing was sent."), found)
    if found.asks and seen != found.seen:
        raise WordsRefused(_("Look at what we found. Then change it, or send it as it is."), found)
