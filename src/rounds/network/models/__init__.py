from rounds.network.models.announcement import Announcement, Receipt
from rounds.network.models.group import Draft, Group, GroupMember, Post, Report, Topic
from rounds.network.models.listing import Consent, Listing, OrganisationListing
from rounds.network.models.membership import HardshipRequest, Joining, Membership, Reminder
from rounds.network.models.organisation import DeclaredSize, Department, DomainName, Organisation
from rounds.network.models.program import ScimGroup, ScimKey, ScimUser
from rounds.network.models.seat import Doing, Invitation, Seat
from rounds.network.models.sign_in import OwnSignIn, SeatRequest

__all__ = [
    "Announcement",
    "Consent",
    "DeclaredSize",
    "Department",
    "Doing",
    "DomainName",
    "Draft",
    "Group",
    "GroupMember",
    "HardshipRequest",
    "Invitation",
    "Joining",
    "Listing",
    "Membership",
    "Organisation",
    "OrganisationListing",
    "OwnSignIn",
    "Post",
    "Receipt",
    "Reminder",
    "Report",
    "ScimGroup",
    "ScimKey",
    "ScimUser",
    "Seat",
    "SeatRequest",
    "Topic",
]
