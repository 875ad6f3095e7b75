"""Which signs one text has: what its words can mean, someone in it without a name, and the phrases of `signals`."""

from rounds.engines.privacy.lexicon import (
    ALONE,
    BIT,
    BODY,
    CARE,
    CAREPLACE,
    CLIN,
    COND,
    CONSENT,
    DRUG,
    EVENT,
    FICTION,
    FIRSTP,
    GENERIC,
    HEALTH,
    HEDGE,
    IMAGE,
    INVITE,
    JOB,
    KIN,
    LODGE,
    MINOR,
    MOCK,
    PATIENT,
    PERSON,
    PET,
    PROC,
    PRON3,
    RARE,
    RECENT,
    SENS,
    TEAM,
    THANKS,
    THEMES,
    US,
    YOU,
)
from rounds.engines.privacy.signals import CERTAIN, GATES, ONE, OWNED, REVIEW_PLACES, SOMEONE, WHO
from rounds.engines.privacy.text import Post

BY_WORD = (
    ("condition", COND), ("body", BODY), ("sensitive", SENS), ("procedure", PROC), ("drug", DRUG), ("care place", CAREPLACE), ("clinician", CLIN),
    ("patient", PATIENT), ("person", PERSON), ("kin", KIN), ("minor", MINOR), ("fiction", FICTION), ("consent", CONSENT), ("image", IMAGE),
    ("pet", PET), ("rare", RARE), ("job", JOB), ("recent", RECENT), ("he or she", PRON3), ("first person", FIRSTP), ("we", US),
    ("you", YOU), ("generic", GENERIC), ("team", TEAM), ("event", EVENT), ("hedge", HEDGE), ("mock", MOCK), ("invite", INVITE),
    ("thanks", THANKS), ("alone", ALONE), ("lodge", LODGE), ("care", CARE),
    *((name.lower(), BIT[name]) for name in THEMES),
)  # fmt: skip


def signs(post: Post, voice: str, channel: str) -> dict[str, float]:
    """Every sign that is there, by name."""
    return Signs(post, voice, channel).all()


class Signs:
    """The signs of one text; phrases are only looked for where a word of theirs is there."""

    def __init__(self, post: Post, voice: str, channel: str) -> None:
        self.post, self.voice, self.channel = post, voice, channel.lower()
        self.inside = voice in {"provider", "organisation"}
        self.found: dict[str, float] = {}

    def all(self) -> dict[str, float]:
        self.words()
        self.someone()
        self.phrases()
        return self.found

    def put(self, name: str, there: object) -> None:
        if there:
            self.found[name] = 1.0

    def words(self) -> None:
        seen, post, found = self.post.seen, self.post, self.found
        for name, bit in BY_WORD:
            if seen & bit:
                found[name] = 1.0
        self.put("question", "?" in post.plain)
        self.put("hashtag", "#" in post.plain)
        self.put("short", len(post.words) < 15)
        self.put("long", len(post.words) > 60)

    def someone(self) -> None:
        """One person without a name: "a patient", "my lady in bed", "the man who", with what happened to them."""
        post = self.post
        if not post.seen & SOMEONE:
            return
        bits, words, sentences = post.bits, post.words, post.sentences
        last_one, certain = -9, False
        for index in [place for place, meaning in enumerate(bits) if meaning & SOMEONE or words[place] in ONE]:
            word, meaning = words[index], bits[index]
            if word in ONE:
                last_one, certain = index, word in CERTAIN
            elif (
                meaning & (WHO | KIN | JOB)
                and index - last_one <= 4
                and sentences[last_one] == sentences[index]
                and not word.endswith("ss")
            ):
                kind = (
                    "patient"
                    if meaning & PATIENT
                    else "person"
                    if meaning & PERSON
                    else "kin"
                    if meaning & KIN
                    else "job"
                )
                if not (word.endswith("s") and not word.endswith("ss") and kind != "kin"):
                    self.found["one " + kind] = 1.0
                    if certain:
                        self.found["my or our " + kind] = 1.0
                    after = 0
                    for later in bits[index + 1 : index + 9]:
                        after |= later
                    if after & EVENT:
                        self.found["one person did"] = 1.0
                    if after & HEALTH:
                        self.found["one person had"] = 1.0
                    before = 0
                    for earlier in bits[max(0, last_one - 5) : last_one]:
                        before |= earlier
                    if before & EVENT:
                        self.found["did to one person"] = 1.0
                    if before & GENERIC:
                        self.found["any person"] = 1.0
                last_one = -9
            elif meaning & YOU and index + 1 < len(bits):
                following = bits[index + 1] | (bits[index + 2] if index + 2 < len(bits) else 0)
                if word in OWNED and following & (COND | SENS | PROC | BODY):
                    self.found["your health"] = 1.0
            elif meaning & PRON3 and index + 1 < len(bits):
                following = bits[index + 1] | (bits[index + 2] if index + 2 < len(bits) else 0)
                if following & EVENT:
                    self.found["he or she did"] = 1.0
                if index and bits[index - 1] & EVENT:
                    self.found["did to him or her"] = 1.0
                if following & HEALTH:
                    self.found["his or her health"] = 1.0

    def phrases(self) -> None:
        post, lower = self.post, self.post.lower
        for name in GATES.there(post):
            self.found[name] = 1.0
        if "invites" in self.found and "warns off" in self.found:
            del self.found["invites"]
        self.put("quote", "quote" in self.found or '"' in post.plain)
        self.put("to one reader", "to one reader" in self.found or "@" in lower)
        self.put(
            "reply channel",
            lower.startswith("@") or (self.inside and any(place in self.channel for place in REVIEW_PLACES)),
        )
