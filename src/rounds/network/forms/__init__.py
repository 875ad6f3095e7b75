from rounds.network.forms.joining import STEP_FORMS, HardshipForm, InvoiceForm, SizeForm
from rounds.network.forms.people import DepartmentForm, InviteForm, RosterForm, SeatForm, SeatsFilter
from rounds.network.forms.settings import DetailsForm, DomainForm, HospitalForm
from rounds.network.forms.staff import DecisionForm, LinkForm, MembersFilter, OrderNumberForm

__all__ = [
    "STEP_FORMS",
    "DecisionForm",
    "DepartmentForm",
    "DetailsForm",
    "DomainForm",
    "HardshipForm",
    "HospitalForm",
    "InviteForm",
    "InvoiceForm",
    "LinkForm",
    "MembersFilter",
    "OrderNumberForm",
    "RosterForm",
    "SeatForm",
    "SeatsFilter",
    "SizeForm",
]
