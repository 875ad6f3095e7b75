"""Takes the names of those who sent a proposal out of its words."""

import re
from collections.abc import Iterable

MASK = "▇▇▇"
TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir"}


def needles(names: Iterable[str]) -> list[str]:
    """Whole names, and each part of four letters or more; the longest first.

    >>> needles(["Dr Amara Osei"])
    ['Dr Amara Osei', 'Amara Osei', 'Amara', 'Osei']
    """
    found: dict[str, None] = {}
    for name in names:
        words = [word for word in name.split() if word]
        plain = [word for word in words if word.rstrip(".").lower() not in TITLES]
        parts = [word for word in plain if len(word) >= 4]
        for one in (" ".join(words), " ".join(plain), *parts):
            if len(one) >= 4:
                found.setdefault(one)
    return sorted(found, key=lambda one: -len(one))


def without_names(text: str, people: Iterable[str], places: Iterable[str] = ()) -> str:
    """The text with a mask for each name of a person or a part of it, for whole names of places, and for addresses.

    >>> without_names("I am Amara Osei of Northlake Hospital. Write to a@b.example.", ["Dr Amara Osei"], ["Northlake Hospital"])
    'I am ▇▇▇ of ▇▇▇. Write to ▇▇▇.'
    >>> without_names("Oseille is a plant", ["Dr Amara Osei"])
    'Oseille is a plant'
    """
    text = re.sub(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@\w{2,}", MASK, text)
    wanted = sorted([*needles(people), *(place for place in places if len(place) >= 4)], key=lambda one: -len(one))
    if not wanted:
        return text
    pattern = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in wanted)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", MASK, text, flags=re.IGNORECASE)
