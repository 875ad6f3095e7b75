from rounds.network.models.membership import HardshipRequest, Joining, Membership, Reminder
from rounds.network.models.organisation import DeclaredSize, Department, DomainName, Organisation
from rounds.network.models.seat import Doing, Invitation, Seat

__all__ = [
    "DeclaredSize",
    "Department",
    "Doing",
    "DomainName",
    "HardshipRequest",
    "Invitation",
    "Joining",
    "Membership",
    "Organisation",
    "Reminder",
    "Seat",
]
