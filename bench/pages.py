"""Measures the pages of a large centre: how long the server takes, how often it asks the database, memory, size.

The first run makes the centre (10,000 people, 200 courses, 500,000 finished lessons) and takes minutes; later runs
use it again. `--people 300 --courses 20 --home /tmp/small` makes a small one to try the script.
"""

import argparse
import json
import os
import random
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
HOST, MEMORY = "127.0.0.1", 300
START, END = "<!-- bench -->", "<!-- /bench -->"
COOKIE = "sessionid"


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=ROOT / "var" / "bench", help="folder for the large centre")
    parser.add_argument("--port", type=int, default=8160, help="port of the server, on this machine only")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--courses", type=int, default=200)
    parser.add_argument("--readme", type=Path, default=ROOT / "README.md", help="gets the table between its markers")
    parser.add_argument("--kolibri", type=Path, help="an environment with Kolibri installed, to measure beside ours")
    return parser.parse_args()


def set_up(home: Path, port: int) -> None:
    """The settings of a real centre, not of the demonstration."""
    for name in ("ROUNDS_DEMO", "ROUNDS_DEBUG", "ROUNDS_DATABASE_URL", "ROUNDS_REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "ROUNDS_HOME": str(home.resolve()),
        "ROUNDS_SECRET_KEY": "a-key-for-measuring-that-signs-nothing-of-worth-anywhere",
        "ROUNDS_BASE_URL": f"http://{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "rounds.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    import django

    django.setup()


def large_centre(home: Path, people: int, courses: int) -> dict[str, int]:
    """Make the centre unless the folder holds it; what it holds."""
    from centre import make_centre, sizes

    from rounds.core import serving

    stamp, wanted = home / "centre.json", {"people": people, "courses": courses}
    if stamp.exists() and json.loads(stamp.read_text()) != wanted:
        raise SystemExit(f"{home} holds a centre of another size. Name another folder, or delete it.")
    serving.prepare(print)
    if not stamp.exists():
        print("Making the centre, once:")
        make_centre(people=people, courses=courses)
        serving.count_rows()
        stamp.write_text(json.dumps(wanted))
    return sizes()


def measured_pages(port: int) -> tuple[list[list[str]], float]:
    """A row for each kind of page, and the memory of the server at the end."""
    from served import measure, resident_megabytes, server
    from visits import kinds_of_page, queries_of

    from rounds.core.supervisor import web_command

    rows = []
    kinds = kinds_of_page(random.Random(7))
    with server(web_command(HOST, port, 1), HOST, port, os.environ) as process:
        for kind in kinds:
            visits = [(each.path, {"Cookie": f"{COOKIE}={each.cookie}"} if each.cookie else {}) for each in kind.visits]
            found = measure(HOST, port, visits, process.pid)
            spent = "–" if found.processor is None else f"{found.processor:.0f}"
            times = [f"{found.median:.0f}", f"{found.p95:.0f}", spent, str(kind.goal)]
            rows.append([kind.name, *times, str(queries_of(kind)), f"{found.kilobytes:.0f}"])
            print(f"  {kind.name}: {found.median:.1f} ms", flush=True)
        return rows, resident_megabytes(process.pid)


def installed_megabytes() -> tuple[int, float]:
    """How many packages the pins of the running product name, and how much they take on disk."""
    lines = (ROOT / "requirements" / "runtime.txt").read_text().splitlines()
    names = [line.split("==")[0].split("[")[0] for line in lines if line[:1].isalnum() and "==" in line]
    size, count = 0, 0
    for name in names:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        count += 1
        size += sum(
            Path(str(path.locate())).stat().st_size for path in found.files or () if Path(str(path.locate())).is_file()
        )
    return count, size / 1_000_000


def table(rows: list[list[str]], heads: list[str]) -> str:
    lines = [heads, ["---", *(["---:"] * (len(heads) - 1))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_between_markers(readme: Path, text: str) -> bool:
    whole = readme.read_text() if readme.exists() else ""
    if START not in whole or END not in whole:
        return False
    before, after = whole.split(START, 1)[0], whole.split(END, 1)[1]
    readme.write_text(f"{before}{START}\n{text}\n{END}{after}")
    return True


def compare(options: argparse.Namespace, rows: list[list[str]], memory: float) -> None:
    """Print Kolibri's comparable pages beside ours, from the same run."""
    from kolibri import measured

    found, its_memory = measured(options.kolibri, options.home / "kolibri", HOST, options.port + 2)
    ours = {row[0]: (float(row[1]), float(row[-1])) for row in rows}
    lines = [
        [
            name,
            f"{ours[name][0]:.0f}",
            f"{took:.0f}",
            f"{took / ours[name][0]:.1f}",
            f"{ours[name][1]:.0f}",
            f"{size:.0f}",
        ]
        for name, (took, size) in found.items()
    ]
    heads = ["Page with its data", "Rounds, ms", "Kolibri, ms", "ratio", "Rounds, kB", "Kolibri, kB"]
    print(f"Kolibri, empty, one person signed in; a page is the sum of its requests.\n\n{table(lines, heads)}\n")
    print(f"Memory: Rounds {memory:.0f} MB, Kolibri {its_memory:.0f} MB.\n")


def main() -> None:
    options = asked()
    set_up(options.home, options.port)
    held = large_centre(options.home, options.people, options.courses)
    rows, memory = measured_pages(options.port)
    count, size = installed_megabytes()
    heads = ["Page", "median, ms", "95 %, ms", "processor, ms", "goal, ms", "queries", "kB"]
    text = "\n\n".join(
        [
            f"A centre with {', '.join(f'{number:,} {name}' for name, number in held.items())}, in SQLite; one server "
            "process, one client on the same machine. Times run until the last byte; processor time is the server's.",
            table(rows, heads),
            f"Memory of the server after all of it: {memory:.0f} MB (goal: under {MEMORY}). "
            f"Packages it needs: {count}, {size:.0f} MB on disk.",
        ]
    )
    print(f"\n{text}\n")
    if options.kolibri:
        compare(options, rows, memory)
    if write_between_markers(options.readme, text):
        print(f"Written into {options.readme.name}.")


if __name__ == "__main__":
    main()
