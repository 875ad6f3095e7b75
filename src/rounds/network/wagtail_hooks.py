"""What the network tells the apps below it, and does each day."""

import datetime as dt

from wagtail import hooks

from rounds.network.actions.digests import send_digests
from rounds.network.actions.forgetting import forget_words
from rounds.network.queries.held import held_in_groups


def write_digests(at: dt.datetime) -> None:
    send_digests(at)


hooks.register("rounds_daily", write_digests)
hooks.register("rounds_export_person", held_in_groups)
hooks.register("rounds_erase_person", forget_words)
