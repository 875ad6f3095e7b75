"""The sentences of the engines, marked so that they can be translated. The engines know no other language than their own."""

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from rounds.engines.privacy import RULES, Finding

REASONS = (
    _("This tells who a patient is."),
    _("This tells who a relative of a patient is, and so who the patient is."),
    _("This number belongs to one person only."),
    _("The reply names a person and tells the public about their care."),
    _("The reply tells everyone that the reader is a patient."),
    _("The facts taken together could point to one person."),
    _("The facts fit one person only, so a name is not needed."),
    _("So few people are counted that each of them could be known."),
    _("This tells of one patient so soon after that people may know who it is."),
    _("This tells the story of one patient, who may know themselves in it."),
    _("The picture may show a patient or a record."),
    _("The picture shows a patient or words from a record."),
    _("The post says there is consent. A signed form must be attached."),
    _("This is about one person and a topic that can do much harm."),
    _("This is about a child."),
    _("The writer tells something about themselves that can do much harm."),
    _("This tells about the health of a person who works here."),
    _("This hints at a well known person who was treated here."),
    _("This advises one person in public about their own care."),
    _("This asks people to write private facts in public."),
    _("This makes fun of a patient."),
    _("This may report harm from a product. Send a copy to the safety team."),
    _("This promises a result that may not be proven."),
    _("This offers a reward for a review."),
    _("This praises a product without saying who pays."),
    _("This tells who a person is. Take it out before you keep, quote or share it."),
    _("A person is named here, and it is not clear whether they are a patient."),
    _("This may tell who one person is. Look whether it is a patient."),
    _("Your own place does not want these words in public."),
    _("This day is tied to one person. Only a year is safe."),
    _("So few people are this old that the age points to one of them."),
    _("This place is small enough to point to one person."),
    _("This account name leads to one person."),
    _("This link leads to one person."),
    _("This mail address belongs to one person."),
    _("This phone number belongs to one person."),
    _("A body has this mark only once."),
    _("This mark or role belongs to one person only."),
)
LAWS = (
    _("HIPAA Privacy Rule, 45 CFR 164.514(b)(2)"),
    _("HIPAA Privacy Rule, 45 CFR 164.502(a)"),
    _("HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(ii)"),
    _("CMS cell size rule: no number under 11"),
    _("Rules of professional conduct (AMA Code 2.3.2, NCSBN, FSMB)"),
    _("HIPAA Privacy Rule, 45 CFR 164.508"),
    _("GDPR and UK GDPR, Article 9"),
    _("FDA adverse event reporting"),
    _("HIPAA Privacy Rule, 45 CFR 164.508(a)(3)"),
    _("FTC, 16 CFR 255 and 16 CFR 465"),
    _("Rule of this place"),
)
HINTS = (
    _("A sentence of more than 20 words is hard to follow. Split it."),
    _("A sentence of more than 25 words loses readers, staff too. Split it."),
    _("The sentence hides who does what. Say who acts."),
    _("This is a word of the trade. Most readers know the plain one better."),
    _("Readers grasp a count better than a percentage. Say how many of how many."),
    _("Readers grasp a count better than a decimal. Say how many of how many."),
    _("The number of people counted changes. Keep one group size, so that readers can compare."),
    _("Two ways to tell a chance stand side by side. Use one way, with one group size."),
    _("A change in risk means little alone. Say the risk before and after, as counts of people."),
    _("Readers take this word in very different ways. Add a number."),
    _("This word can mean important, large or not due to chance. Say which."),
    _("Words in capitals are harder to read, and screen readers may spell them out."),
    _("Not every reader knows these letters. Write the words out at first use."),
    _("Start each word of a tag with a capital, so that people and screen readers can tell the words apart."),
    _("A screen reader says the name of every emoji. Keep one."),
    _("An emoji in the place of a word can be missed or misread. Use the word."),
    _("The picture has no description, so people who cannot see it miss it. Write one."),
    _("Two negatives make readers stop and work it out. Say it the straight way."),
    _("A link should say where it leads, as some readers hear the links alone."),
    _("There is no text to grade."),
    _(
        "The text is too short for a grade: the formulas need about 100 words and 3 sentences. Look at the hints instead."
    ),
    _("This formula was made for English."),
    _("This formula was made for Spanish."),
    _("SMOG was made for 30 sentences or more; with fewer it is a rough guess."),
    _("School grades are worked out for English only. Look at the scores made for this language."),
)
ESTIMATES = (
    _("The number of people in the place is missing."),
    _("The ages are the wrong way round."),
    _("No figure is known for how many people have this condition."),
    _("The figure counts new cases in a year, and the time is missing."),
)
FACTORS = (
    _("people in the place"),
    _("age"),
    _("sex"),
    _("condition"),
    _("other facts"),
)
SENTENCES = frozenset((*REASONS, *LAWS, *HINTS, *ESTIMATES, *FACTORS))
BY_TYPE = {
    "NAME": gettext_lazy("a name"),
    "DATE": gettext_lazy("an exact date"),
    "AGE_OVER_89": gettext_lazy("an age over 89"),
    "LOCATION": gettext_lazy("a place"),
    "HANDLE": gettext_lazy("an account name"),
    "URL": gettext_lazy("a link"),
    "EMAIL": gettext_lazy("an e-mail address"),
    "PHONE": gettext_lazy("a phone number"),
    "SSN": gettext_lazy("a social security number"),
    "MRN": gettext_lazy("a record number"),
    "ACCOUNT": gettext_lazy("an account number"),
    "LICENSE": gettext_lazy("a licence number"),
    "VEHICLE": gettext_lazy("a number plate"),
    "DEVICE": gettext_lazy("a device number"),
    "IP": gettext_lazy("a network address"),
    "BIOMETRIC": gettext_lazy("a mark of the body"),
    "PHOTO": gettext_lazy("a picture of a patient"),
    "OTHER_ID": gettext_lazy("something only one person has"),
}
BY_RULE = {
    "reply-names-patient": gettext_lazy("a reply about somebody’s care"),
    "reply-confirms-care": gettext_lazy("the reply confirms care"),
    "unique-story": gettext_lazy("many facts about one person"),
    "one-of-a-kind": gettext_lazy("only one person fits"),
    "small-numbers": gettext_lazy("small numbers"),
    "recent-story": gettext_lazy("a story of today"),
    "patient-story": gettext_lazy("the story of one patient"),
    "picture": gettext_lazy("a picture"),
    "picture-shows-patient": gettext_lazy("a picture of a patient"),
    "consent-claimed": gettext_lazy("consent without a form"),
    "sensitive-topic": gettext_lazy("a sensitive topic"),
    "minor": gettext_lazy("a child"),
    "sensitive-self-disclosure": gettext_lazy("the writer’s own health"),
    "staff-as-patient": gettext_lazy("a colleague as a patient"),
    "famous-patient": gettext_lazy("a well known person"),
    "advice": gettext_lazy("advice for one person"),
    "invites-health-data": gettext_lazy("a question that invites private facts"),
    "mockery": gettext_lazy("making fun of a patient"),
    "adverse-event": gettext_lazy("harm from a product"),
    "claims": gettext_lazy("a promise"),
    "reward-for-reviews": gettext_lazy("a reward for reviews"),
    "undisclosed-tie": gettext_lazy("praise without saying who pays"),
    "house-rule": gettext_lazy("words your place does not want"),
    "private-number": gettext_lazy("a private number"),
    "unclear-person": gettext_lazy("a person"),
    "unclear-detail": gettext_lazy("a detail of a person"),
    "patient-identifier": gettext_lazy("who a patient is"),
    "relative-identifier": gettext_lazy("who a relative is"),
    "own-identifier": gettext_lazy("who a person is"),
}
CONDITIONS = {
    "asthma": gettext_lazy("asthma"),
    "diabetes": gettext_lazy("diabetes"),
    "hiv": gettext_lazy("HIV"),
    "cystic fibrosis": gettext_lazy("cystic fibrosis"),
    "sickle cell disease": gettext_lazy("sickle cell disease"),
    "als": gettext_lazy("ALS"),
    "down syndrome": gettext_lazy("Down syndrome"),
    "huntington disease": gettext_lazy("Huntington disease"),
    "rare disease": gettext_lazy("another rare disease"),
    "multiple births of four or more": gettext_lazy("birth of four or more children"),
}


def spoken(sentence: str) -> str:
    """A sentence of an engine in the reader's language; one that is not in the table stays as it is."""
    return gettext(sentence) if sentence else ""


def title_of(finding: Finding) -> str:
    """What a finding is, in two to five words."""
    return str(BY_TYPE.get(finding.type) or BY_RULE.get(finding.rule) or spoken(RULES[finding.rule].why))
