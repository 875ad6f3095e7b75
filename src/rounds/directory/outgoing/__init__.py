"""Looks at other people's servers: only public addresses, a little data, a short time.

The name is looked up once, every address it has is judged, and the connection goes to the address that was judged, so a
name that answers differently the second time gains nothing. Each redirect is judged anew.
"""

from rounds.directory.outgoing.addresses import OutgoingRefused, public_addresses, text_records
from rounds.directory.outgoing.fetching import Page, Question, ask, fetch
from rounds.directory.outgoing.links import links_of
from rounds.directory.outgoing.sessions import guarded_session

__all__ = [
    "OutgoingRefused",
    "Page",
    "Question",
    "ask",
    "fetch",
    "guarded_session",
    "links_of",
    "public_addresses",
    "text_records",
]
