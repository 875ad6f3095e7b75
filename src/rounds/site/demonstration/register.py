"""The register of the demonstration: invented hospitals, with accounts in every state, relative to today."""

import csv
import datetime as dt
import io
import random

from rounds.accounts.models import Person
from rounds.directory.actions import (
    File,
    add_proof,
    change_hospital,
    claim_hospital,
    confirm_mail,
    decide_account,
    decide_claim,
    import_form,
    import_government_files,
    submit_account,
)
from rounds.directory.actions.claims import Link
from rounds.directory.handles import Account
from rounds.directory.models import Hospital, HospitalAccount, SocialNetwork
from rounds.directory.registers import RegisterProblems
from rounds.directory.vocabulary import AccountState, Method, Result

PLACES = (
    ("Northlake", "WI"), ("Cedar Valley", "WI"), ("Green Lake", "WI"), ("Amber Bay", "WI"), ("Stonebrook", "WI"),
    ("Maple Ridge", "MN"), ("Quarry Hill", "MN"), ("Larkfield", "MN"), ("Otter Crossing", "MN"), ("Juniper Falls", "MN"),
    ("Fairhollow", "IL"), ("Willow Bend", "IL"), ("Copperton", "IL"), ("Prairie View", "IL"), ("Elmstead", "IL"),
    ("Harrow Point", "MI"), ("Birchmere", "MI"), ("Sandhaven", "MI"), ("Kestrel Cove", "MI"), ("Thornbury", "MI"),
)  # fmt: skip
# what comes after the town: ending, type, ownership, beds of the first (None: not in HIFLD)
ENDINGS = (
    ("HOSPITAL", "Acute Care Hospitals", "Voluntary non-profit - Private", 312),
    ("HEALTH", "Acute Care Hospitals", "Government - Local", 96),
    ("REGIONAL", "Critical Access Hospitals", "Government - Hospital District or Authority", 25),
)
OTHERS = ("Childrens", "Psychiatric", "Acute Care Hospitals")
NETWORKS = ("facebook", "instagram", "youtube", "linkedin", "x", "bluesky", "tiktok", "threads")
FORM = """key,name,country,kind,city,website
demo:walnut,Walnut Patients Together,US,patient_association,Northlake,https://walnut-patients.example
demo:nordhafen,Nordhafen Klinikum,DE,hospital,Nordhafen,https://nordhafen.example
demo:lakes,Lakes Health System,US,health_system,Cedar Valley,https://lakes-health.example
"""


def load_register(people: dict[str, Person], *, at: dt.datetime) -> None:
    staff, chance = people["staff"], random.Random(60)  # noqa: S311  the same register each time
    rows = [row for number in range(60) for row in invented(number)]
    release(rows, staff, at - dt.timedelta(days=180), beds=True)
    later = [{**row, "Facility Name": "CEDAR VALLEY MEDICAL CENTER"} if is_cedar(row) else row for row in rows[:-1]]
    release(later, staff, at - dt.timedelta(days=60), beds=False)
    refused(staff, at - dt.timedelta(days=59))
    form = File("organisations.csv", FORM.encode())
    import_form(form, released_on=(at - dt.timedelta(days=50)).date(), by=staff, at=at - dt.timedelta(days=50))
    Hospital.objects.update(demonstration=True)
    networks = {network.slug: network for network in SocialNetwork.objects.all()}
    northlake = Hospital.objects.get(cms_id="990001")
    northlakes_own(northlake, networks, people, at)
    others(networks, staff, at, chance)
    waiting(northlake, networks, people, at)
    HospitalAccount.objects.update(demonstration=True)


def is_cedar(row: dict[str, str]) -> bool:
    return row["Facility Name"] == "CEDAR VALLEY HEALTH"


def invented(number: int) -> list[dict[str, str]]:
    """Hospital `number` as CMS would list it."""
    town, state = PLACES[number % len(PLACES)]
    ending, kind, owner, _beds = ENDINGS[(number // len(PLACES) + number % len(PLACES)) % len(ENDINGS)]
    return [
        {
            "Facility ID": f"99{number + 1:04}",
            "Facility Name": f"{town.upper()} {ending}",
            "Address": f"{12 + number} HARBOUR ROAD",
            "City/Town": town.upper(),
            "State": state,
            "ZIP Code": f"000{number % len(PLACES):02}",
            "Telephone Number": f"(555) 555-01{number:02}",
            "Hospital Type": OTHERS[number // 3 % 3] if number % 11 == 10 else kind,
            "Hospital Ownership": "Proprietary" if number % 7 == 6 else owner,
            "Emergency Services": "No" if number % 11 == 10 else "Yes",
        }
    ]


def release(rows: list[dict[str, str]], by: Person, at: dt.datetime, *, beds: bool) -> None:
    import_government_files(
        cms=File("invented-hospitals.csv", written(rows)),
        hifld=File("invented-beds.csv", written(extras(rows))) if beds else None,
        released_on=at.date(),
        by=by,
        at=at,
    )


def extras(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Beds and websites; every ninth hospital is found by its telephone only, every eighth not at all."""
    found = []
    for number, row in enumerate(rows):
        if number % 8 == 7:
            continue
        campus = number % 9 == 8
        site = "-".join(row["Facility Name"].lower().split()) if number else "northlake"
        found.append(
            {
                "ID": f"{number + 1:010}",
                "NAME": f"{row['City/Town']} SOUTH CAMPUS" if campus else row["Facility Name"],
                "ADDRESS": "1 SOUTH STREET" if campus else row["Address"],
                "CITY": row["City/Town"],
                "STATE": row["State"],
                "ZIP": row["ZIP Code"],
                "TELEPHONE": row["Telephone Number"],
                "STATUS": "OPEN",
                "SOURCEDATE": "2019/08/02 00:00:00",
                "WEBSITE": f"https://{site}.example",
                "BEDS": str(beds_of(number)),
            }
        )
    return found


def beds_of(number: int) -> int:
    first = ENDINGS[(number // len(PLACES) + number % len(PLACES)) % len(ENDINGS)][3]
    return first if number == 0 or first == 25 else first + number * 3


def written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def refused(by: Person, at: dt.datetime) -> None:
    """A file that a spreadsheet has spoilt."""
    rows = [{**invented(0)[0], "Facility ID": "99001"}, {**invented(1)[0], "ZIP Code": "1"}]
    try:
        import_government_files(
            cms=File("from-a-spreadsheet.csv", written(rows)), hifld=None, released_on=at.date(), by=by, at=at
        )
    except RegisterProblems:
        return


def listed(hospital: Hospital, network: SocialNetwork, handle: str, *, by: Person, at: dt.datetime) -> HospitalAccount:
    """An account that somebody told of and a person checked two days later."""
    address = network.profile.format(handle=handle) or f"https://{network.slug}.example/@{handle}"
    made = submit_account(
        hospital, network, Account(handle, address), evidence="The website links to it.", by=None, at=at
    )
    later = at + dt.timedelta(days=2)
    decide_account(made, AccountState.CHECKED, seen=made.state, reason="Compared with the website.", by=by, at=later)
    made.refresh_from_db()
    return made


def proven(account: HospitalAccount, method: Method, evidence: str, at: dt.datetime) -> None:
    add_proof(account, method, Result.PROVEN, evidence=evidence, by=None, at=at)


def northlakes_own(
    northlake: Hospital, networks: dict[str, SocialNetwork], people: dict[str, Person], at: dt.datetime
) -> None:
    staff, site = people["staff"], "https://northlake.example"
    change_hospital(
        northlake,
        {"website": site, "website_good": True, "teaching": True, "rural": False},
        by=staff,
        at=at - dt.timedelta(days=170),
    )
    facebook = listed(northlake, networks["facebook"], "NorthlakeHospital", by=staff, at=at - dt.timedelta(days=160))
    proven(
        facebook, Method.LINK_BACK, f"{site} and https://www.facebook.com/NorthlakeHospital", at - dt.timedelta(days=40)
    )
    bluesky = listed(northlake, networks["bluesky"], "northlake.example", by=staff, at=at - dt.timedelta(days=150))
    proven(bluesky, Method.HANDLE, "TXT _atproto.northlake.example", at - dt.timedelta(days=3))
    video = listed(northlake, networks["youtube"], "@NorthlakeHospital", by=staff, at=at - dt.timedelta(days=155))
    proven(video, Method.FILE, f"{site}/.well-known/rounds.txt", at - dt.timedelta(days=45))
    add_proof(video, Method.FILE, Result.MISSING, evidence="", by=None, at=at - dt.timedelta(days=2))
    listed(northlake, networks["instagram"], "northlakehospital", by=staff, at=at - dt.timedelta(days=20))
    gone = listed(northlake, networks["x"], "NorthlakeHosp", by=staff, at=at - dt.timedelta(days=158))
    lost(gone, AccountState.TAKEN_OVER, "It sells shoes now.", staff, at - dt.timedelta(days=30))
    closed = listed(northlake, networks["threads"], "northlakehospital", by=staff, at=at - dt.timedelta(days=140))
    lost(closed, AccountState.DEAD, "The page says that it is closed.", staff, at - dt.timedelta(days=12))


def lost(account: HospitalAccount, state: AccountState, why: str, by: Person, at: dt.datetime) -> None:
    decide_account(account, state, seen=account.state, reason=why, by=by, at=at)


def others(networks: dict[str, SocialNetwork], staff: Person, at: dt.datetime, chance: random.Random) -> None:
    """Two hospitals in three have accounts, larger ones more; some proofs are fresh, some old, some failed."""
    for number, hospital in enumerate(Hospital.objects.filter(status="open").order_by("pk")[1:46]):
        if number % 3 == 2:
            continue
        many = 1 + chance.randrange(2 + (hospital.beds or 0) // 100)
        for slug in chance.sample(NETWORKS, min(many, len(NETWORKS))):
            handle = "".join(hospital.name.split()).replace(".", "")
            since = at - dt.timedelta(days=chance.randrange(15, 170))
            account = listed(hospital, networks[slug], handle, by=staff, at=since)
            days = chance.choice((0, 1, 6, 14, 25, 0, 0))
            if days:
                seen = max(since + dt.timedelta(days=3), at - dt.timedelta(days=days))
                proven(account, Method.LINK_BACK, f"{hospital.website} and {account.address}", seen)
            elif chance.randrange(2):
                add_proof(account, Method.LINK_BACK, Result.UNREACHABLE, evidence="no answer", by=None, at=at)


def waiting(
    northlake: Hospital, networks: dict[str, SocialNetwork], people: dict[str, Person], at: dt.datetime
) -> None:
    """What a curator finds to do: submissions, a look-alike, claims."""
    cedar, green = (Hospital.objects.get(cms_id=key) for key in ("990002", "990003"))
    address = "https://www.facebook.com/Northlake.Hospita1"
    submit_account(
        northlake, networks["facebook"], Account("Northlake.Hospita1", address), evidence="Found by a search.",
        by=None, at=at - dt.timedelta(days=2),
    )  # fmt: skip
    for hospital, slug, handle, why, days in (
        (green, "instagram", "greenlakeregional", "I work there and post on it.", 6),
        (cedar, "tiktok", "cedarvalleymed", "", 3),
        (green, "mastodon", "news@green-lake.example", "The website links to it.", 1),
    ):
        shown = networks[slug].profile.format(handle=handle) or "https://green-lake.example/@news"
        told = at - dt.timedelta(days=days)
        submit_account(hospital, networks[slug], Account(handle, shown), evidence=why, by=None, at=told)
    priya = claim_hospital(
        northlake, "Communications manager", by=people["communications"], at=at - dt.timedelta(days=90)
    )
    confirm_mail(Link(priya, "priya.raman@northlake.example"), at=at - dt.timedelta(days=89))
    olive, lena = people["Olive Tamm"], people["Lena Kovac"]
    claim_hospital(cedar, "Writes for the page", by=olive, at=at - dt.timedelta(days=4))
    ended = claim_hospital(green, "Volunteer", by=lena, at=at - dt.timedelta(days=40))
    decide_claim(ended, "no", reason="Works at Northlake.", by=people["staff"], at=at - dt.timedelta(days=38))
