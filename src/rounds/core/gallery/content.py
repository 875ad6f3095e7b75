from rounds.core import charts
from rounds.core.gallery.component import Component, State

HERE = "#words-and-surfaces"
KINDS = (("Plain", ""), ("Good", "ok"), ("Careful", "warn"), ("Bad", "bad"), ("Information", "info"))
NETWORKS = (("Facebook", 612), ("YouTube", 448), ("LinkedIn", 355))


BARS = charts.bars(
    charts.Told("networks", "Accounts by network", "Facebook leads with 612 accounts."),
    [
        charts.Row(name, (charts.Bar(n / 1000, f"{n}/1,000"), charts.Bar(n / 1300, f"{n * 10 // 13} verified")))
        for name, n in NETWORKS
    ],
)
YEARS = charts.columns(
    charts.Told("years", "Accounts by year", "2009: 5%; 2026: 61%."),
    [charts.Point(2009 + year, 0.05 + 0.033 * year, "612/1,000 (61%)" if year == 17 else "") for year in range(18)],
    top=1,
    marks=[(0, "0%"), (0.5, "50%"), (1, "100%")],
)
SMALL = charts.panels(
    charts.Told("small", "Accounts on three networks", "Facebook: 83, 1,018. YouTube: 126, 548. Blogs: 23, 137."),
    [
        charts.Panel(
            name,
            (charts.Point(0, first), charts.Point(1, last, f"{last:,}")),
            (charts.Point(0, 216), charts.Point(1, 1188, "1,188")),
            ("2009", "2011"),
        )
        for name, first, last in (("Facebook", 83, 1018), ("YouTube", 126, 548), ("Blogs", 23, 137))
    ],
)


def chart_state(name: str, id: str, chart: charts.Chart, caption: str) -> State:  # noqa: A002  the include calls it so
    return State(
        name,
        {
            "id": id,
            "title": caption,
            "wide_svg": chart.wide,
            "narrow_svg": chart.narrow,
            "caption": caption,
            "columns": [{"name": "Network"}, {"name": "Accounts", "number": True}],
            "rows": [
                [{"text": name}, {"text": count, "number": True, "share": count / 10}] for name, count in NETWORKS
            ],
            "csv_url": HERE,
        },
    )


COMPONENTS = (
    Component(
        "Card",
        "card",
        "One thing that leads somewhere. Use “brand” for the one next step, “flat” inside other surfaces.",
        (
            State(
                "Plain",
                {
                    "title": "For clinicians",
                    "text": "Short lessons that fit between patients.",
                    "url": HERE,
                    "action": "Browse the courses",
                    "level": 4,
                },
            ),
            State(
                "The next step",
                {
                    "eyebrow": "Carry on where you stopped",
                    "title": "When a patient messages you online",
                    "text": "About 8 minutes left.",
                    "url": HERE,
                    "action": "Continue lesson 4",
                    "kind": "brand",
                    "level": 4,
                },
            ),
            State("Flat", {"title": "Inside a card", "text": "Without a shadow.", "kind": "flat", "level": 4}),
        ),
    ),
    Component(
        "Stat",
        "stat",
        "One number that matters, with its meaning.",
        (
            State("Number", {"value": "6.5", "text": "credits in 2026"}),
            State("Share", {"value": "1 in 6", "text": "hospitals answer within a day (17%)"}),
        ),
    ),
    Component(
        "Tag",
        "tag",
        "The state of a thing in one to three words. The word says it; the colour only helps.",
        (
            *(State(name, {"text": name, "kind": kind}) for name, kind in KINDS),
            State("With a drawing", {"text": "Due Friday", "kind": "warn", "icon": "clock"}),
        ),
    ),
    Component(
        "Note",
        "note",
        "A paragraph that must not be missed. At most two on a page.",
        (
            *(
                State(name, {"title": name, "text": "What happened, and what to do next.", "kind": kind, "level": 4})
                for name, kind in KINDS[1:]
            ),
            State("With a list", {"text": "Bring with you:", "items": ["Your plan", "One example post"]}),
        ),
    ),
    Component(
        "Button",
        "button",
        "What a person can do. One primary button in a view; a link goes somewhere, a button does something.",
        (
            State("Primary", {"text": "Continue"}),
            State("Other choice", {"text": "Check again", "kind": "alt", "icon": "shield-check"}),
            State("Quiet", {"text": "Save and finish later", "kind": "quiet"}),
            State("Danger", {"text": "Erase my account", "kind": "danger"}),
            State("Small, with hidden words", {"text": "Add", "kind": "alt small", "hidden_text": "to my plan"}),
            State("Not possible now", {"text": "Send", "disabled": True}),
            State("Looks like a button, is a link", {"text": "Browse courses", "url": HERE}),
        ),
    ),
    Component(
        "Avatar",
        "avatar",
        "Beside a person's name, never alone.",
        (State("Initials", {"initials": "LK"}),),
    ),
    Component(
        "Empty state",
        "empty",
        "Where a list would stand: what will be here, why it is empty, the one action.",
        (
            State(
                "With an action",
                {
                    "title": "No stories yet",
                    "text": "When a patient tells one, you have 2 working days to answer.",
                    "url": HERE,
                    "action": "See how it works",
                    "level": 4,
                },
            ),
            State("Nothing to do", {"title": "No overdue reports", "text": "They show here first.", "level": 4}),
        ),
    ),
    Component(
        "Story",
        "story",
        "The words of a patient, in the serif face.",
        (
            State(
                "Read",
                {
                    "eyebrow": "Patient story about Northlake Hospital",
                    "title": "I waited four hours without knowing why",
                    "byline": "By Grace M, a patient. Checked for privacy before it was shown.",
                    "tags": [
                        {"text": "Could be better: waiting", "kind": "bad"},
                        {"text": "Led to a change", "kind": "info", "icon": "circle-check"},
                    ],
                    "paragraphs": [
                        "I was not angry about the wait. I was scared because I did not know what we were waiting for.",
                        "When the doctor came, she sat down. That meant a lot.",
                    ],
                },
            ),
            State(
                "In a list",
                {"title": "She sat down", "url": HERE, "byline": "By Grace M", "paragraphs": ["That meant a lot."]},
            ),
        ),
    ),
    Component(
        "Answer",
        "answer",
        "Under a story: who answered, in which role, and how soon.",
        (
            State(
                "Answered",
                {
                    "title": "The hospital answered",
                    "after": "After 2 days",
                    "initials": "LK",
                    "name": "Lena Kovac",
                    "role": "Head nurse, emergency department",
                    "text": "You were right: we never said what the next step was.",
                },
            ),
            State("Waiting", {"title": "The hospital reads this", "waiting": "It has until Thursday."}),
        ),
    ),
    Component(
        "Chart figure",
        "chart",
        "Numbers drawn on the server, once wide and once narrow, with the same numbers as a table.",
        (
            chart_state("Bars, two for each", "networks", BARS, "Hospitals with an account, and with a verified one"),
            chart_state("By year", "years", YEARS, "Hospitals with an account by the end of each year"),
            chart_state("Small ones of one scale", "small", SMALL, "Accounts, and dashed the hospitals on the list"),
        ),
    ),
    Component(
        "Channel preview",
        "preview",
        "How a post will look: where the text is cut, and whether the picture is described.",
        (
            State(
                "Folded",
                {
                    "initials": "N",
                    "name": "Northlake Hospital",
                    "channel": "LinkedIn, now",
                    "text": "Flu shots are here. Walk in from Monday, no appointment needed. Bring",
                    "folded": True,
                    "note": "LinkedIn folds the text here.",
                },
            ),
            State(
                "Whole",
                {
                    "initials": "N",
                    "name": "Northlake Hospital",
                    "channel": "Facebook, now",
                    "text": "Flu shots are here. Walk in from Monday.",
                    "note": "No picture. Add one with a text description.",
                },
            ),
        ),
    ),
)
