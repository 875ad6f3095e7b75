"""Choose the pins in requirements/*.txt from pyproject.toml: `make lock`, or look whether they still fit: `--check`."""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "-q"]
# level: (extras, groups, the level whose pins it keeps)
LEVELS: dict[str, tuple[list[str], list[str], str | None]] = {
    "runtime": (["postgresql"], ["build"], None),
    "test": (["postgresql"], ["build", "test"], "runtime"),
    "check": (["postgresql"], ["build", "test", "check"], "test"),
}


def uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if not found:
        raise SystemExit("`make lock` needs uv, which is among the packages of `make install-check`.")
    return found


def compile_level(level: str, folder: Path) -> None:
    extras, groups, before = LEVELS[level]
    words = [word for extra in extras for word in ("--extra", extra)]
    words += [word for group in groups for word in ("--group", group)]
    words += ["--constraint", f"{folder}/{before}.txt"] if before else []
    target = folder / f"{level}.txt"
    command = [uv(), "pip", "compile", *OPTIONS, "pyproject.toml", *words, "-o", str(target)]
    subprocess.run(command, cwd=ROOT, check=True)
    target.write_text(without_places(target.read_text(), folder))


def without_places(text: str, folder: Path) -> str:
    """A comment names the file a pin came from; write it without this machine's folders."""
    return (
        "\n".join(line.replace(f"{folder}/", "").replace("-c requirements/", "-c ") for line in text.splitlines())
        + "\n"
    )


def wanted(level: str) -> list[Requirement]:
    """What pyproject.toml asks of a level, in its own words."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras, groups, _ = LEVELS[level]
    lines = [*project["project"]["dependencies"]]
    lines += [line for extra in extras for line in project["project"]["optional-dependencies"][extra]]
    lines += [line for group in groups for line in project["dependency-groups"][group]]
    return [Requirement(line) for line in lines]


def pins(level: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{level}.txt").read_text()
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)}


def misfits() -> list[str]:
    """Where a pin is absent or not what pyproject.toml asks for; needs no network."""
    found = []
    for level in LEVELS:
        pinned = pins(level)
        for need in wanted(level):
            version = pinned.get(canonicalize_name(need.name))
            if version is None or version not in need.specifier:
                found.append(f"requirements/{level}.txt: {need} is pinned as {version or 'nothing'}")
    return found


def lock() -> None:
    kept = ROOT / "requirements"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for level in LEVELS:
            shutil.copy(kept / f"{level}.txt", folder)  # uv keeps the pins that still fit
            compile_level(level, folder)
        for level in LEVELS:
            shutil.copy(folder / f"{level}.txt", kept)


def main(check: bool) -> int:
    if not check:
        lock()
    found = misfits()
    print("\n".join([*found, "Type `make lock`."] if found else ["The pins fit pyproject.toml."]))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main("--check" in sys.argv[1:]))
