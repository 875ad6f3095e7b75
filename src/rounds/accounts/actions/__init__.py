"""What one does with accounts."""

from rounds.accounts.actions.erasure import EraseRefused, erase_person
from rounds.accounts.actions.export import (
    ExportRefused,
    ask_for_export,
    build_export,
    delete_old_exports,
)
from rounds.accounts.actions.keys import end_key, make_key, use_key
from rounds.accounts.actions.profile import (
    change_profile,
    choose_language,
    choose_notifications,
    end_other_sessions,
    end_session,
    stop_mail,
)
from rounds.accounts.actions.staff import (
    StaffRefused,
    create_first_administrator,
    deactivate_person,
    make_centre_staff,
    reactivate_person,
    unmake_centre_staff,
)

__all__ = [
    "EraseRefused",
    "ExportRefused",
    "StaffRefused",
    "ask_for_export",
    "build_export",
    "change_profile",
    "choose_language",
    "choose_notifications",
    "create_first_administrator",
    "deactivate_person",
    "delete_old_exports",
    "end_key",
    "end_other_sessions",
    "end_session",
    "erase_person",
    "make_centre_staff",
    "make_key",
    "reactivate_person",
    "stop_mail",
    "unmake_centre_staff",
    "use_key",
]
