from rounds.directory.actions.accounts import NEXT, AccountRefused, add_proof, decide_account, submit_account
from rounds.directory.actions.claims import (
    ClaimRefused,
    claim_hospital,
    confirm_mail,
    decide_claim,
    prove_claim,
    read_link,
    withdraw_claim,
    write_to_domain,
)
from rounds.directory.actions.erasure import leave_register
from rounds.directory.actions.importing import File, ImportRefused, Report, import_form, import_government_files
from rounds.directory.actions.proving import prove_account, take_due
from rounds.directory.actions.questions import QuestionRefused, decide_join, decide_look_alike
from rounds.directory.actions.register import RegisterRefused, add_network, change_hospital, change_network

__all__ = [
    "NEXT",
    "AccountRefused",
    "ClaimRefused",
    "File",
    "ImportRefused",
    "QuestionRefused",
    "RegisterRefused",
    "Report",
    "add_network",
    "add_proof",
    "change_hospital",
    "change_network",
    "claim_hospital",
    "confirm_mail",
    "decide_account",
    "decide_claim",
    "decide_join",
    "decide_look_alike",
    "import_form",
    "import_government_files",
    "leave_register",
    "prove_account",
    "prove_claim",
    "read_link",
    "submit_account",
    "take_due",
    "withdraw_claim",
    "write_to_domain",
]
