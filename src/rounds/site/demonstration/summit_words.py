"""What is offered, asked and written at the invented summit of the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass

PRIVACY, PLAIN, LISTENING, CARE = "Privacy", "Plain language", "Listening to patients", "Care and evidence"
TRACKS = (
    (PRIVACY, "Posts that tell nothing about a patient."),
    (PLAIN, "Words that everybody understands."),
    (LISTENING, "What patients say in public, and how we answer."),
    (CARE, "Clinical subjects, told with evidence."),
)
TYPES = (
    ("Talk", 30, "One idea, with time for questions."),
    ("Workshop", 90, "People try it out and take something home."),
    ("Poster", 10, "A result on one page, with you beside it."),
)
CONDUCT = """Everybody is welcome here. We ask for three things.

- Speak with people, not about them. No remarks about looks, belief, origin, health or gender.
- Ask before you take a picture or quote somebody.
- Do not tell anything by which a patient could be known, on the stage or at lunch.

When something happens, tell a person with a green badge or write to care@harbour-centre.example. Two people answer,
day and night. They listen first, and do nothing without you. Who harms others is asked to leave."""
ACCESS = """- No steps from the street to all rooms. Two lifts, and a ramp to each stage.
- Captions on the screen in the main hall, and sign language when you ask four weeks before.
- A quiet room on the first floor, and a room for prayer and for feeding.
- Assistance dogs are welcome. A companion comes free of charge."""
TRAVEL = """From the main station take tram 4 to Pier Road, eleven minutes. Two parking places for disabled people are at
the north door. Rooms are kept until three weeks before at two hotels within a ten-minute walk."""


@dataclass(frozen=True)
class Offered:
    """One proposal: who sent it, where it stands in the end, and what two reviewers gave."""

    title: str
    who: str
    track: str
    kind: str
    state: str
    marks: tuple[tuple[int, ...], ...] = ()
    clinical: bool = False


OFFERED: Sequence[Offered] = (
    Offered(
        "What ten years of patient stories taught us",
        "Rosa Imani Clay",
        LISTENING,
        "Talk",
        "published",
        ((5, 5, 4), (5, 4, 5)),
    ),
    Offered(
        "Consent that patients understand", "Dr Nora Whitfield", PRIVACY, "Talk", "published", ((5, 4, 5), (4, 5, 5))
    ),
    Offered(
        "Privacy in practice: mend twenty posts",
        "Aisha Karimova",
        PRIVACY,
        "Workshop",
        "published",
        ((5, 4, 4), (4, 4, 5)),
    ),
    Offered("Write for grade 6 in an afternoon", "Olive Tamm", PLAIN, "Workshop", "published", ((4, 5, 5), (4, 4, 5))),
    Offered("Answering a complaint in public", "Joy Adeyemi", LISTENING, "Talk", "published", ((4, 4, 4), (5, 4, 4))),
    Offered(
        "New drugs for the heart, told in plain words",
        "physician",
        CARE,
        "Talk",
        "clinical told",
        ((5, 5, 4), (4, 4, 4)),
        True,
    ),
    Offered(
        "What a heart failure group asked us online",
        "Dr Idris Bello",
        CARE,
        "Talk",
        "interest open",
        ((4, 4, 4), (4, 5, 4)),
        True,
    ),
    Offered(
        "Insulin pumps: what posts leave out",
        "Dr Luca Benedetti",
        CARE,
        "Talk",
        "not told",
        ((4, 4, 4), (4, 4, 3)),
        True,
    ),
    Offered(
        "My ward, my words: telling it as a patient", "patient", LISTENING, "Talk", "conditions", ((5, 5, 5), (4, 5, 4))
    ),
    Offered(
        "A page of ready answers for weekends",
        "Ingrid Halloran",
        LISTENING,
        "Talk",
        "confirmed",
        ((4, 4, 4), (4, 4, 4)),
    ),
    Offered(
        "Rumours: a clinic of three hours",
        "Dr Theo Marchetti",
        LISTENING,
        "Workshop",
        "accepted",
        ((4, 4, 4), (4, 4, 4)),
    ),
    Offered("Captions that grow too long", "Rafael Ibarra", PLAIN, "Poster", "accepted", ((4, 3, 4), (3, 4, 4))),
    Offered("Forms that ask less", "Hana Sato", PLAIN, "Talk", "waiting told", ((4, 3, 3), (4, 4, 3))),
    Offered("Who may film on a ward?", "Marta Quill", PRIVACY, "Talk", "waiting told", ((3, 4, 3), (4, 3, 4))),
    Offered(
        "Ten posts that went round the world",
        "Kofi Mensah-Vale",
        LISTENING,
        "Poster",
        "declined told",
        ((2, 3, 2), (3, 2, 2)),
    ),
    Offered("Our new logo and what it means", "Silas Okonjo", PLAIN, "Talk", "declined told", ((1, 2, 3), (2, 1, 2))),
    Offered("Why I stopped posting", "Pelle Strand", LISTENING, "Talk", "withdrawn", ((4, 4, 4),)),
    Offered("Sign language in short films", "Mireille Aubert", PLAIN, "Talk", "decided yes", ((5, 4, 4), (4, 4, 4))),
    Offered("Two clicks to the right nurse", "Lena Kovac", LISTENING, "Talk", "decided yes", ((4, 4, 5), (4, 4, 4))),
    Offered(
        "A checklist before each picture", "Jonas Ferreira", PRIVACY, "Poster", "decided no", ((2, 2, 3), (3, 2, 2))
    ),
    Offered("Words for pain", "Wren Castellanos", PLAIN, "Talk", "decided wait", ((4, 3, 4), (3, 3, 4))),
    Offered("Teaching residents to read aloud", "Dr Sun-hee Park", PLAIN, "Workshop", "split", ((5, 5, 5), (1, 2, 1))),
    Offered("What moderators carry home", "Dagny Sorensen", LISTENING, "Talk", "tie", ((4, 4, 4), (3, 3, 3))),
    Offered("A privacy officer in every team", "Anders Holm", PRIVACY, "Talk", "tie", ((3, 3, 3), (4, 4, 4))),
    Offered("Measuring trust, not likes", "Leila Farrokh", LISTENING, "Talk", "one review", ((4, 3, 4),)),
    Offered("Short films from the night shift", "Parveen Daruwala", LISTENING, "Poster", "no review"),
    Offered("Translating with the people who read it", "Tove Lunde", PLAIN, "Talk", "no review"),
    Offered("Vaccines in forty words", "Ngaire Tapsell", CARE, "Poster", "no review", (), True),
    Offered("From complaint to change", "Benedikt Auer", LISTENING, "Talk", "no review"),
    Offered("Numbers that mislead", "Edda Brandvold", CARE, "Talk", "no review"),
    Offered("Notes from a small town", "Bo Lindqvist", LISTENING, "Talk", "draft"),
    Offered("Plain words for lab results", "communications", PLAIN, "Workshop", "draft"),
)
NEEDS = {
    "Rosa Imani Clay": "A chair on the stage, and a break after an hour.",
    "patient": "My daughter comes with me. Captions help me to follow.",
}
