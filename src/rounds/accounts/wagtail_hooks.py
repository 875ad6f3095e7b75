from wagtail import hooks

from rounds.accounts.actions.erasure import erase_own_part
from rounds.accounts.own_data import own_data

# last, so that other apps still know whom they erase
hooks.register("rounds_erase_person", erase_own_part, order=1000)
hooks.register("rounds_export_person", own_data, order=-1000)
