"""Files of other registers, read and joined: pure, without the database.

`cms` and `hifld` read the two US government files, `form` reads our own CSV form, `joining` says which rows are one hospital.
"""

from rounds.directory.registers.cms import read_cms
from rounds.directory.registers.form import FORM_COLUMNS, read_form
from rounds.directory.registers.hifld import Extra, read_hifld
from rounds.directory.registers.joining import Join, Match, joined
from rounds.directory.registers.lines import Facts, Problem, RegisterProblems

__all__ = [
    "FORM_COLUMNS",
    "Extra",
    "Facts",
    "Join",
    "Match",
    "Problem",
    "RegisterProblems",
    "joined",
    "read_cms",
    "read_form",
    "read_hifld",
]
