from rounds.network.actions.departments import (
    DepartmentRefused,
    add_department,
    remove_department,
    rename_department,
)
from rounds.network.actions.erasure import leave_organisations
from rounds.network.actions.hardship import HardshipRefused, decide_hardship
from rounds.network.actions.invitations import (
    InvitationRefused,
    accept_invitation,
    close_invitation,
    decline_invitation,
    invite,
    invite_all,
    send_again,
)
from rounds.network.actions.joining import JoiningRefused, begin_joining, forget_old_joinings, join, save_answer
from rounds.network.actions.memberships import (
    MembershipRefused,
    ask_for_year,
    lapse_memberships,
    order_cancelled,
    order_paid,
    renew,
    send_reminders,
    start_year,
)
from rounds.network.actions.seats import SeatRefused, change_seat, give_seat, off_board
from rounds.network.actions.settings import (
    SettingsRefused,
    add_domain,
    add_hospital,
    change_details,
    change_links,
    remove_domain,
)
from rounds.network.actions.sizes import EvidenceRefused, declare_sizes, drop_evidence, keep_evidence

__all__ = [
    "DepartmentRefused",
    "EvidenceRefused",
    "HardshipRefused",
    "InvitationRefused",
    "JoiningRefused",
    "MembershipRefused",
    "SeatRefused",
    "SettingsRefused",
    "accept_invitation",
    "add_department",
    "add_domain",
    "add_hospital",
    "ask_for_year",
    "begin_joining",
    "change_details",
    "change_links",
    "change_seat",
    "close_invitation",
    "decide_hardship",
    "declare_sizes",
    "decline_invitation",
    "drop_evidence",
    "forget_old_joinings",
    "give_seat",
    "invite",
    "invite_all",
    "join",
    "keep_evidence",
    "lapse_memberships",
    "leave_organisations",
    "off_board",
    "order_cancelled",
    "order_paid",
    "remove_department",
    "remove_domain",
    "rename_department",
    "renew",
    "save_answer",
    "send_again",
    "send_reminders",
    "start_year",
]
