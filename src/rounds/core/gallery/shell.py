from rounds.core.gallery.component import Component, State

COMPONENTS = (
    Component("Skip link", "skip_link", "First thing on each page. Press Tab at the top of this page to see it."),
    Component("Demo bar", "demo_bar", "Above the header, in the demonstration only: the bar at the top of this page."),
    Component("Header with menu", "header", "On each page; at most six places. On a phone the places are in the menu."),
    Component("Footer", "footer", "On each page: about, language, colours and the safety line."),
    Component("Messages", "messages", "Directly above the heading, after an action: what happened, once."),
    Component(
        "Breadcrumb",
        "breadcrumb",
        "Above the heading where a page is two or more steps from a place in the menu.",
        (State("Two steps", {"trail": [("Courses", "#c-breadcrumb"), ("Basic certificate", "#c-breadcrumb")]}),),
    ),
    Component(
        "Notification banner",
        "banner",
        "News that concerns the whole visit. At most one on a page, never for validation.",
        (
            State("Information", {"title": "New course", "text": "Plain language for busy clinicians is open."}),
            State(
                "Warning",
                {
                    "title": "Short break on Sunday",
                    "text": "The centre is closed from 02:00 to 03:00.",
                    "kind": "warn",
                    "url": "#c-banner",
                    "action": "See the reason",
                },
            ),
        ),
    ),
    Component(
        "Confirmation page",
        "confirmation",
        "After something was sent: that it arrived, its reference, what happens next, and when.",
        (
            State(
                "With next steps",
                {
                    "title": "Your story is with us",
                    "reference": "NL-2048",
                    "steps": ["A person reads it within 2 working days.", "You see the final text and say yes."],
                    "url": "#c-confirmation",
                    "action": "Go to my stories",
                    "level": 4,
                },
            ),
            State("Short", {"title": "Saved", "level": 4}),
        ),
    ),
)
