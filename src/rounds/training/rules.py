import rules

from rounds.accounts.access import is_centre_staff

rules.add_perm("training.see_courses", is_centre_staff)
rules.add_perm("training.change_courses", is_centre_staff)
