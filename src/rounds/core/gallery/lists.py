import datetime as dt
from typing import Any

from django.core.paginator import Paginator

from rounds.core.gallery.component import Component, State

HERE = "#lists-tables-and-time"
MONDAY = dt.date(2026, 11, 2)
ENTRIES = {
    dt.date(2026, 11, 10): [{"name": "Coaching call", "time": "09:00", "url": HERE}],
    dt.date(2026, 11, 24): [{"name": "Live: answering a complaint", "time": "12:30", "url": HERE}],
}


def day(date: dt.date) -> dict[str, Any]:
    return {
        "date": date.isoformat(),
        "number": date.day,
        "name": f"{date:%A} {date.day} {date:%B}",
        "other": date.month != 11,
        "today": date == dt.date(2026, 11, 20),
        "entries": ENTRIES.get(date, []),
    }


WEEKS = [[day(MONDAY + dt.timedelta(days=7 * week + number)) for number in range(7)] for week in range(5)]


def slot(time: str, quarter: int, quarters: int, title: str, **more: Any) -> dict[str, Any]:
    return {
        "time": time,
        "datetime": f"2027-01-14T{time}",
        "from_quarter": quarter,
        "quarters": quarters,
        "title": title,
        "room": ("Foyer", "Main hall", "Room A", "Room B")[more.get("room_number", 0)],
        **more,
    }


SLOTS = [
    slot("09:00", 0, 2, "Welcome coffee"),
    slot("09:30", 2, 4, "What ten years of stories taught us", room_number=1, track=4, key="ten", mine=True),
    slot("09:30", 2, 4, "Privacy in practice: fix twenty posts", room_number=2, track=2, key="privacy"),
    slot("09:30", 2, 6, "Workshop: write for grade 6", room_number=3, track=3, key="grade", url=HERE),
]
HOSPITALS = [
    ("Northlake Hospital", "Active", "ok", "18,204"),
    ("Cedar Valley Health", "Renewal due", "warn", "7,340"),
    ("Green Lake Regional", "Past due", "bad", "3,118"),
]
STATES = (
    ("Patient privacy on social media", "Due Friday", "warn", "clock", 25),
    ("When a patient messages you", "In progress", "info", "", 60),
    ("Crisis and rumours", "Overdue", "bad", "circle-alert", 0),
    ("Plain language", "Not started", "", "", 0),
    ("Social media basics", "Done", "ok", "circle-check", 0),
)
TASKS: list[dict[str, Any]] = [
    {"name": name, "status": status, "kind": kind, "icon": icon, "percent": percent, "url": HERE}
    for name, status, kind, icon, percent in STATES
]
TASKS.append({"name": "Your plan", "status": "Cannot start yet", "text": "Opens after the residency."})

ACCOUNTS = [
    ("Bluesky", "northlake.example", "Verified 3 days ago", "ok", "badge-check"),
    ("Instagram", "northlakehospital", "Checked by a person 18 days ago", "", "eye"),
    ("YouTube", "@NorthlakeHospital", "Proven 190 days ago: old", "warn", "clock"),
    ("X", "NorthlakeHosp", "In other hands", "bad", "triangle-alert"),
]

POLL = [
    {"words": "One team", "count": 9, "percent": 60},
    {"words": "Each department", "count": 5, "percent": 33},
    {"words": "Nobody yet", "count": 1, "percent": 7},
]

COMPONENTS = (
    Component(
        "Poll",
        "poll",
        "What people in a room chose: numbers and a bar, which says nothing that the numbers do not.",
        (State("Answered", {"results": POLL, "people": 15}), State("Not yet", {"results": [], "people": 0})),
    ),
    Component(
        "Task list",
        "task_list",
        "Things to do, each with its state in words. Only the name is a link; the row grows to match.",
        (State("All states", {"tasks": TASKS}),),
    ),
    Component(
        "Summary list",
        "summary_list",
        "Check your answers before sending; also facts about one thing.",
        (
            State(
                "With one gap",
                {
                    "rows": [
                        {"term": "Hospital", "value": "Northlake Hospital", "url": HERE, "hidden_text": "the hospital"},
                        {
                            "term": "When",
                            "error": "Choose when it happened.",
                            "url": HERE,
                            "hidden_text": "when it was",
                        },
                        {"term": "Sent", "value": "2 November 2026"},
                    ]
                },
            ),
        ),
    ),
    Component(
        "Accounts",
        "accounts",
        "Accounts on networks, with how sure one can be of each and how old the proof is. What is not listed has no link.",
        (
            State(
                "Verified, looked at by a person, old, and in other hands",
                {
                    "rows": [
                        {
                            "network": network,
                            "handle": handle,
                            "words": words,
                            "kind": kind,
                            "icon": icon,
                            "address": "" if kind == "bad" else HERE,
                            "url": HERE,
                        }
                        for network, handle, words, kind, icon in ACCOUNTS
                    ]
                },
            ),
        ),
    ),
    Component(
        "Steps",
        "steps",
        "Where a person is in three to six pages that belong together.",
        (
            State(
                "On the second step",
                {
                    "steps": [
                        {"name": "Write and check", "done": True, "url": HERE},
                        {"name": "Preview for each channel", "current": True},
                        {"name": "Ask for approval"},
                    ]
                },
            ),
        ),
    ),
    Component(
        "Timeline",
        "timeline",
        "What happened, and what is still to come.",
        (
            State(
                "Two done, one to come",
                {
                    "entries": [
                        {"when": "2 November", "text": "Grace told the story", "done": True},
                        {"when": "4 November", "text": "Lena Kovac answered", "done": True, "url": HERE},
                        {"when": "16 November", "text": "The change is made"},
                    ]
                },
            ),
        ),
    ),
    Component(
        "Progress",
        "progress",
        "How much of one thing is done; always beside its name.",
        tuple(State(f"{share} percent", {"name": "Basics", "value": share}) for share in (0, 60, 100)),
    ),
    Component(
        "Filters",
        "filters",
        "Above a long list. Answers to a plain GET, so a filtered list can be shared.",
        (
            State(
                "Two fields",
                {
                    "id": "members",
                    "url": "",
                    "action": "Filter",
                    "fields": [
                        {"name": "q", "label": "Name"},
                        {
                            "name": "state",
                            "label": "Membership",
                            "value": "active",
                            "options": [("", "Any"), ("active", "Active"), ("due", "Renewal due")],
                        },
                    ],
                },
            ),
        ),
    ),
    Component(
        "Data table",
        "data_table",
        "A staff tool: sorted by links, scrolls in its own region, and the same rows as CSV.",
        (
            State(
                "Sorted by name",
                {
                    "id": "hospitals",
                    "caption": "Member hospitals, sorted by name",
                    "shown": "Showing 3 of 218 members.",
                    "csv_url": HERE,
                    "columns": [
                        {"name": "Name", "url": HERE, "sort": "ascending"},
                        {"name": "Membership"},
                        {"name": "Followers", "url": HERE, "number": True},
                    ],
                    "rows": [
                        [{"text": name, "url": HERE}, {"text": state, "kind": kind}, {"text": count, "number": True}]
                        for name, state, kind, count in HOSPITALS
                    ],
                },
            ),
        ),
    ),
    Component(
        "Pagination",
        "pagination",
        "Under a list of more than one page. Alone it shows nothing.",
        tuple(
            State(
                f"Page {number} of 3", {"page": Paginator(range(30), 10).page(number), "label": f"Pages, {number} of 3"}
            )
            for number in (1, 2, 3)
        ),
    ),
    Component(
        "Calendar",
        "calendar",
        "A month: a table of weeks where there is room, a list of days on a phone.",
        (
            State(
                "November",
                {
                    "id": "november",
                    "title": "November 2026",
                    "weekdays": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
                    "weeks": WEEKS,
                    "before_url": HERE,
                    "after_url": HERE,
                },
            ),
        ),
    ),
    Component(
        "Calendar as a list",
        "calendar_list",
        "The same days where there is little room.",
        (State("List", {"weeks": WEEKS}),),
    ),
    Component(
        "Agenda",
        "agenda",
        "A day of an event: one list in the markup, rooms beside each other on wide screens.",
        (State("Three rooms", {"rooms": ["Main hall", "Room A", "Room B"], "slots": SLOTS}),),
    ),
    Component(
        "Price table",
        "price_table",
        "What a year costs, by kind and size. A kind with one price is one row; it fits on a phone without scrolling.",
        (
            State(
                "Two kinds",
                {
                    "caption": "Invented prices",
                    "groups": [
                        {
                            "name": "Hospital",
                            "steps": [
                                {"text": "Beds: fewer than 100", "more": "5 seats, 1 vote", "price": "$1,200"},
                                {"text": "Beds: 100 or more", "more": "15 seats, 1 vote", "price": "$2,400"},
                            ],
                        },
                        {"name": "Patient", "steps": [{"text": "All the same", "more": "1 seat", "price": "Free"}]},
                    ],
                },
            ),
        ),
    ),
)
