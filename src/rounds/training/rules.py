import rules

from rounds.accounts.rules import is_centre_staff

rules.add_perm("training.see_courses", is_centre_staff)
rules.add_perm("training.change_courses", is_centre_staff)
