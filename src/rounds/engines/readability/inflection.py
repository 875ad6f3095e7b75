"""Plural and verb forms, so that a swap agrees with the words it stands for."""

import re

PARTICIPLES = {
    "give": ("gave", "given"), "get": ("got", "got"), "show": ("showed", "shown"), "find": ("found", "found"), "go": ("went", "gone"),
    "do": ("did", "done"), "bring": ("brought", "brought"), "take": ("took", "taken"), "keep": ("kept", "kept"), "have": ("had", "had"),
    "choose": ("chose", "chosen"), "buy": ("bought", "bought"), "tell": ("told", "told"), "spread": ("spread", "spread"),
    "cut": ("cut", "cut"), "speed": ("sped", "sped"), "feel": ("felt", "felt"),
}  # fmt: skip
THIRD = {"have": "has", "do": "does", "go": "goes"}
DOUBLED = frozenset({"stop", "cut", "get", "clot", "transmit"})
AFTER_HEAD = re.compile(
    r" (?:of|in|for|with|from|that|to|on|by|at|through|under|near|around|without|picked|you|caused|caught|spread|not|after|before)\b"
)
SPANISH_TAIL = re.compile(r" (?:de|del|al|a|por|en|con|sin|para|contra|que)\b")


def plural(noun: str) -> str:
    """The plural of the first noun in an English phrase.

    >>> plural("heart attack"), plural("pocket of pus"), plural("biopsy"), plural("metastasis")
    ('heart attacks', 'pockets of pus', 'biopsies', 'metastases')
    """
    tail = AFTER_HEAD.search(noun)
    head, rest = (noun[: tail.start()], noun[tail.start() :]) if tail else (noun, "")
    if head.endswith("sis"):
        return head[:-2] + "es" + rest
    if re.search(r"(?:[sxz]|ch|sh)\Z", head):
        return head + "es" + rest
    return (head[:-1] + "ies" if re.search(r"[^aeiou]y\Z", head) else head + "s") + rest


def spanish_plural(phrase: str) -> str:
    """The plural of a Spanish noun with its adjectives.

    >>> spanish_plural("intervención quirúrgica"), spanish_plural("úlcera por presión")
    ('intervenciones quirúrgicas', 'úlceras por presión')
    """
    tail = SPANISH_TAIL.search(phrase)
    head, rest = (phrase[: tail.start()], phrase[tail.start() :]) if tail else (phrase, "")
    return " ".join(spanish_plural_word(word) for word in head.split(" ")) + rest


def spanish_plural_word(word: str) -> str:
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith("ión"):
        return word[:-2] + "ones"
    return word if word.endswith(("is", "s")) else (word[:-1] + "ces" if word.endswith("z") else word + "es")


def verb_forms(phrase: str) -> tuple[str, str, str, str, str]:
    """Plain, third person, past, participle and -ing form; the verb is the first word.

    >>> verb_forms("carry out")
    ('carry out', 'carries out', 'carried out', 'carried out', 'carrying out')
    >>> verb_forms("give")
    ('give', 'gives', 'gave', 'given', 'giving')
    """
    verb, space, rest = phrase.partition(" ")
    forms = (verb, third(verb), *PARTICIPLES.get(verb, (past(verb), past(verb))), ing(verb))
    plain, *others = (form + space + rest for form in forms)
    return (plain, others[0], others[1], others[2], others[3])


def third(verb: str) -> str:
    return THIRD.get(verb) or plural(verb)


def past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y\Z", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in DOUBLED else "") + "ed"


def ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in DOUBLED else "") + "ing"


def article(phrase: str) -> str:
    """The indefinite article an English phrase needs.

    >>> article("X-ray"), article("urine test"), article("uneven heartbeat"), article("heart attack")
    ('an', 'a', 'an', 'a')
    """
    if re.match(r"(?:X-|MRI|hour|honest|heir)", phrase, re.IGNORECASE):
        return "an"
    return "an" if re.match(r"(?!one|once|use|usu|uni|ur[ei]|eu)[aeiou]", phrase, re.IGNORECASE) else "a"
