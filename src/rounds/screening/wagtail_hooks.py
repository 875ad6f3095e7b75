"""What this app adds to "export my data" and to "erase me"."""

from wagtail import hooks

from rounds.screening.actions import leave_places
from rounds.screening.own_data import own_data

hooks.register("rounds_export_person", own_data)
hooks.register("rounds_erase_person", leave_places)
