"""The rules in words: which situation each belongs to, why it matters, and the law behind it."""

from dataclasses import dataclass

from rounds.engines.privacy.findings import Verdict

HARBOR = "HIPAA Privacy Rule, 45 CFR 164.514(b)(2)"
DISCLOSE = "HIPAA Privacy Rule, 45 CFR 164.502(a)"
ACTUAL = "HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(ii)"
SIGNED = "HIPAA Privacy Rule, 45 CFR 164.508"
MARKETING = "HIPAA Privacy Rule, 45 CFR 164.508(a)(3)"
CELLS = "CMS cell size rule: no number under 11"
SPECIAL = "GDPR and UK GDPR, Article 9"
CONDUCT = "Rules of professional conduct (AMA Code 2.3.2, NCSBN, FSMB)"
REVIEWS = "FTC, 16 CFR 255 and 16 CFR 465"
SAFETY = "FDA adverse event reporting"
HOUSE = "Rule of this place"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the situation it answers (docs/explanation/privacy-screen.md), its level, and its two sentences."""

    id: str
    situation: int
    level: Verdict
    why: str
    law: str


B, R, C = Verdict.BLOCK, Verdict.REVIEW, Verdict.CLEAR
RULES = {
    rule.id: rule
    for rule in (
        Rule("patient-identifier", 1, B, "This tells who a patient is.", HARBOR),
        Rule(
            "relative-identifier", 1, B, "This tells who a relative of a patient is, and so who the patient is.", HARBOR
        ),
        Rule("private-number", 2, B, "This number belongs to one person only.", HARBOR),
        Rule("reply-names-patient", 3, B, "The reply names a person and tells the public about their care.", DISCLOSE),
        Rule("reply-confirms-care", 4, R, "The reply tells everyone that the reader is a patient.", DISCLOSE),
        Rule("unique-story", 6, R, "The facts taken together could point to one person.", ACTUAL),
        Rule("one-of-a-kind", 6, B, "The facts fit one person only, so a name is not needed.", ACTUAL),
        Rule("small-numbers", 7, R, "So few people are counted that each of them could be known.", CELLS),
        Rule("recent-story", 8, R, "This tells of one patient so soon after that people may know who it is.", CONDUCT),
        Rule("patient-story", 8, R, "This tells the story of one patient, who may know themselves in it.", ACTUAL),
        Rule("picture", 9, R, "The picture may show a patient or a record.", HARBOR),
        Rule("picture-shows-patient", 9, B, "The picture shows a patient or words from a record.", HARBOR),
        Rule("consent-claimed", 10, R, "The post says there is consent. A signed form must be attached.", SIGNED),
        Rule("sensitive-topic", 11, R, "This is about one person and a topic that can do much harm.", SPECIAL),
        Rule("minor", 11, R, "This is about a child.", SPECIAL),
        Rule(
            "sensitive-self-disclosure",
            11,
            R,
            "The writer tells something about themselves that can do much harm.",
            SPECIAL,
        ),
        Rule("staff-as-patient", 12, R, "This tells about the health of a person who works here.", DISCLOSE),
        Rule("famous-patient", 12, R, "This hints at a well known person who was treated here.", DISCLOSE),
        Rule("advice", 13, R, "This advises one person in public about their own care.", CONDUCT),
        Rule("invites-health-data", 13, R, "This asks people to write private facts in public.", DISCLOSE),
        Rule("mockery", 14, R, "This makes fun of a patient.", CONDUCT),
        Rule("adverse-event", 15, C, "This may report harm from a product. Send a copy to the safety team.", SAFETY),
        Rule("claims", 16, R, "This promises a result that may not be proven.", MARKETING),
        Rule("reward-for-reviews", 16, R, "This offers a reward for a review.", REVIEWS),
        Rule("undisclosed-tie", 16, R, "This praises a product without saying who pays.", REVIEWS),
        Rule(
            "own-identifier",
            18,
            B,
            "This tells who a person is. Take it out before you keep, quote or share it.",
            SPECIAL,
        ),
        Rule("unclear-person", 1, R, "A person is named here, and it is not clear whether they are a patient.", HARBOR),
        Rule("unclear-detail", 1, R, "This may tell who one person is. Look whether it is a patient.", HARBOR),
        Rule("house-rule", 0, R, "Your own place does not want these words in public.", HOUSE),
    )
}
TYPE_REASONS = {
    "DATE": "This day is tied to one person. Only a year is safe.",
    "AGE_OVER_89": "So few people are this old that the age points to one of them.",
    "LOCATION": "This place is small enough to point to one person.",
    "HANDLE": "This account name leads to one person.",
    "URL": "This link leads to one person.",
    "EMAIL": "This mail address belongs to one person.",
    "PHONE": "This phone number belongs to one person.",
    "PHOTO": "The picture shows a patient or words from a record.",
    "BIOMETRIC": "A body has this mark only once.",
    "OTHER_ID": "This mark or role belongs to one person only.",
}
REASONS = tuple(dict.fromkeys([rule.why for rule in RULES.values()] + list(TYPE_REASONS.values())))
IDENTIFIER_RULES = frozenset({"patient-identifier", "relative-identifier", "own-identifier"})


def reason(rule: str, kind: str) -> str:
    """The sentence for a finding: an identifier of a patient is explained by its type, all else by its rule.

    >>> reason("patient-identifier", "DATE")
    'This day is tied to one person. Only a year is safe.'
    """
    if rule == "patient-identifier":
        return TYPE_REASONS.get(kind, RULES[rule].why)
    return RULES[rule].why
