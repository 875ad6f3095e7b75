"""Throw away the data of the demonstration in ROUNDS_HOME: `make demo-reset`."""

import os
import shutil
from pathlib import Path

from rounds.core.lock import HomeBusy, own_home


def main() -> None:
    home = Path(os.environ["ROUNDS_HOME"])
    if os.environ.get("ROUNDS_DEMO") != "1" or home.name != "demo":
        raise SystemExit("Only the demonstration's own folder is thrown away.")
    try:
        held = own_home(home)
    except HomeBusy as busy:
        raise SystemExit(str(busy)) from None
    for entry in home.iterdir():
        if entry.name not in {"static", "home.lock"}:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    held.close()


if __name__ == "__main__":
    main()
