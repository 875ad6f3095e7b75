"""Groups, announcements and entries of the directory in the demonstration; all invented, relative to today."""

import datetime as dt
import uuid
from collections.abc import Sequence

from rounds.accounts.models import Person
from rounds.network.actions import announcements, groups, listing, posts
from rounds.network.models import Group, GroupMember, Listing, Organisation, Topic
from rounds.network.vocabulary import Audience

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
Said = Sequence[tuple[str, str]]  # who, and what they wrote

CRISIS: Sequence[tuple[str, int, Said]] = (
    (
        "Who answers on a Sunday?",
        6,
        (
            ("Olive Tamm", "We have nobody on call for our channels at weekends. How do you share it?"),
            (
                "communications",
                (
                    "Two people, one phone, and a page of ready answers.\n\n- The first answer is out within an hour.\n"
                    "- It says that we have seen it, and when more comes.\n- Nothing about care is said in public."
                ),
            ),
            ("Dr Sun-hee Park", "We do the same. **The page of ready answers** is what made it work."),
            ("Olive Tamm", "That is a good plan for every unit. @Priya Raman, may we see your page?"),
        ),
    ),
    (
        "A rumour about our car park",
        2,
        (
            ("Aisha Karimova", "A post says that parking costs double since this month. It does not. Answer or wait?"),
            ("Ingrid Halloran", "Answer once, with the price list, and pin it. Do not argue with each reply."),
        ),
    ),
)
PLAIN: Sequence[tuple[str, int, Said]] = (
    (
        "One word that nobody understood",
        11,
        (
            ("Rafael Ibarra", "Ours was “ambulatory”. We now say “you can walk here”. What was yours?"),
            ("Lena Kovac", "“Nil by mouth”. We say “do not eat or drink before the test”."),
            ("Dr Idris Bello", "“Benign”. Some readers thought that it was bad news. We say “not cancer”."),
        ),
    ),
    (
        "How long may a caption be?",
        4,
        (("Dr Sun-hee Park", "Our captions grow. Do you keep to a number of words, or to a feeling?"),),
    ),
)
NIGHT: Sequence[tuple[str, int, Said]] = (
    (
        "Pictures in the new wing",
        3,
        (
            ("communications", "The new wing opens for the press next week. Which corners may be in the picture?"),
            ("Lena Kovac", "The garden and the entrance. Not the corridor: the boards there carry names."),
            ("Marta Quill", "The garden is best in the morning, before the beds come out."),
        ),
    ),
)
RUDE = "Sorry, but whoever made that list of words has never worked on a ward. Amateurs."


def load_groups(people: dict[str, Person], *, at: dt.datetime) -> None:
    northlake = Organisation.objects.get(slug="northlake-hospital")
    priya, tomas = people["communications"], people["staff"]
    crisis = groups.make_group(
        "Crisis desk",
        about="Rumours, bad reviews and bad days: what to say first, who says it, and when to stay silent.",
        door="open",
        by=priya,
        at=at - 60 * DAY,
    )
    plain = groups.make_group(
        "Plain words",
        about="Hard words that we replaced, and what happened then.",
        door="ask",
        by=tomas,
        at=at - 55 * DAY,
    )
    wards = groups.make_group(
        "Northlake: pictures and posts",
        about="What our wards want to show, and what stays inside.",
        door="open",
        organisation=northlake,
        by=priya,
        at=at - 40 * DAY,
    )
    for group, topics in ((crisis, CRISIS), (plain, PLAIN), (wards, NIGHT)):
        talk(group, topics, people, at)
    moderator = people["Rafael Ibarra"]
    groups.make_moderator(GroupMember.objects.get(group=plain, person=moderator), True, by=tomas, at=at - 9 * DAY)
    report(plain, people, at)
    groups.join_group(plain, by=people["physician"], at=at - DAY)
    groups.join_group(crisis, by=people["physician"], at=at - 5 * DAY)
    for key in ("communications", "Lena Kovac"):
        GroupMember.objects.filter(person=people[key], state="in").update(digest="weekly", digest_until=at - DAY)
    tell_northlake(northlake, people, at)
    directory(people, at)


def talk(group: Group, topics: Sequence[tuple[str, int, Said]], people: dict[str, Person], at: dt.datetime) -> None:
    """Each topic some days ago, one answer every three hours."""
    for title, days, said in topics:
        topic: Topic | None = None
        for step, (who, words) in enumerate(said):
            person, when = people[who], at - days * DAY + step * 3 * HOUR
            groups.stand(group, person, "in", by=person, at=when - HOUR)
            if topic is None:
                topic = posts.start_topic(group, title=title, words=words, key=uuid.uuid4(), by=person, at=when).topic
            else:
                posts.reply(topic, words=words, key=uuid.uuid4(), by=person, at=when)


def report(group: Group, people: dict[str, Person], at: dt.datetime) -> None:
    """A rude post that somebody reported, and that waits for a moderator."""
    topic = group.topics.get(title__startswith="One word")
    writer = people["Dr Nora Whitfield"]
    groups.stand(group, writer, "in", by=writer, at=at - 3 * DAY)
    post = posts.reply(topic, words=RUDE, key=uuid.uuid4(), by=writer, at=at - 2 * DAY)
    posts.report_post(post, "rude", words="It is about us, not about the words.", by=people["Lena Kovac"], at=at - DAY)


def tell_northlake(northlake: Organisation, people: dict[str, Person], at: dt.datetime) -> None:
    """One announcement that some have confirmed, one that asks for nothing."""
    priya = people["communications"]
    rules = announcements.announce(
        northlake,
        title="New rules for pictures from the wards",
        words="From Monday we ask each person in a picture before it is taken, and once more before it is shown.\n\n"
        "- The form lies at each nurses’ station.\n- No form, no picture.\n- Questions go to Lena Kovac.",
        confirm=True,
        key=uuid.uuid4(),
        by=priya,
        at=at - 4 * DAY,
    )
    party = announcements.announce(
        northlake,
        title="Thank you for a good press day",
        words="Two papers came, and both wrote about the garden. Well done.",
        confirm=False,
        key=uuid.uuid4(),
        by=priya,
        at=at - 15 * DAY,
    )
    for number, key in enumerate(("Lena Kovac", "Marta Quill", "Jonas Ferreira")):
        when = at - (3 - number) * DAY
        announcements.open_announcement(rules, by=people[key], at=when)
        announcements.open_announcement(party, by=people[key], at=at - 14 * DAY)
        if key != "Jonas Ferreira":
            announcements.confirm_reading(rules, by=people[key], at=when + HOUR)


ENTRIES: Sequence[tuple[str, dict[str, str], str]] = (
    (
        "communications",
        {
            "role": "Leads communications",
            "languages": "English, Tamil",
            "networks": "LinkedIn, Instagram",
            "helps": "Answers on bad days, a page of ready answers",
        },
        Audience.MEMBERS,
    ),
    (
        "Olive Tamm",
        {"role": "Press officer", "languages": "English, Estonian", "networks": "Mastodon", "helps": "Press days"},
        Audience.MEMBERS,
    ),
    (
        "Rafael Ibarra",
        {"role": "Nurse educator", "languages": "Spanish, English", "networks": "YouTube", "helps": "Short films"},
        Audience.MEMBERS,
    ),
    (
        "Dr Idris Bello",
        {"role": "Heart doctor", "languages": "English", "networks": "", "helps": "Myths about vaccines"},
        Audience.MEMBERS,
    ),
    ("Lena Kovac", {"role": "Head nurse, privacy officer", "languages": "Slovene, English"}, Audience.COLLEAGUES),
)


def directory(people: dict[str, Person], at: dt.datetime) -> None:
    for key, words, audience in ENTRIES:
        shown = dict.fromkeys(Listing.FIELDS, audience)
        listing.change_listing(people[key], words=words, shown=shown, at=at - 30 * DAY)
    for slug, about, helps in (
        ("northlake-hospital", "A hospital of 324 beds by the lake, open to families day and night.", "Ready answers"),
        ("cedar-valley-health", "Two hospitals and nine clinics in one valley.", "Sharing seats in a system"),
    ):
        organisation = Organisation.objects.get(slug=slug)
        by = organisation.seats.filter(manages=True).first()
        values = {"about": about, "helps": helps, "website": f"https://{slug}.example", "shown": True}
        if by:
            listing.change_organisation_listing(organisation, values, by=by.person, at=at - 30 * DAY)
