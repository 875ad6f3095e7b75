"""No file in the repository names a package registry or a folder of one machine: they would not work elsewhere."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# written in pieces, so that this file does not name them either
NAMES = [
    "pypi" + r"\.org",
    "pythonhosted" + r"\.org",
    "registry" + r"\.(npmjs|yarnpkg)",
    "npmmirror" + r"\.com",
    "(?:extra-)?index-url" + r"\s*[=\s]\s*(?:https?|file):",
    '"resolved"' + r"\s*:\s*\"",
    r"(?<![\w.])/" + r"(?:work|home/\w+|Users/\w+)/[\w.]",
]
FOUND = re.compile("|".join(NAMES))


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if listed.returncode:
        print("This is not a git repository: the files were not looked through.")
        return 0
    found = 0
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        text = path.read_text(encoding="utf-8", errors="ignore") if path.is_file() else ""
        for number, line in enumerate(text.splitlines(), 1):
            if match := FOUND.search(line):
                found += 1
                print(f"{name}:{number}: names {match[0]!r}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
