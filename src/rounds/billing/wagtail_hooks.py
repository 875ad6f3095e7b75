"""What this app adds to "export my data" and to "erase me"."""

from wagtail import hooks

from rounds.billing.actions.erasure import forget_payer
from rounds.billing.own_data import own_data

hooks.register("rounds_export_person", own_data)
hooks.register("rounds_erase_person", forget_payer)
