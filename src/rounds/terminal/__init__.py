"""`rounds screen` and `rounds grade`: the two engines for people at a terminal and for scripts, without Django."""

COMMANDS = {
    "screen": "Look in posts for what could tell who a patient is",
    "grade": "Grade how hard posts are to read, and say what to mend",
}


def run(words: list[str]) -> int:
    from rounds.terminal.running import run_command

    return run_command(words)
