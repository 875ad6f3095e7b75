"""What the demonstration and the tests need outside Python: look, install, or say what to type.

    python tools/system.py demo      a gap is a warning: the centre runs, some of it answers that it cannot
    python tools/system.py test      a gap is an error: something would go untested
    python tools/system.py messages  what collecting words for translation needs; only developers do it
Standard library only, because it runs before anything is installed.
"""

import ctypes
import ctypes.util
import glob
import importlib.util
import os
import re
import shutil
import subprocess
import sys

OLDEST_NODE = 20


def library(*names):
    """Whether the dynamic linker can load one of these names; this is what WeasyPrint does."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def pango():
    found = [
        library("libpango-1.0.so.0", "libpango-1.0.dylib", "/opt/homebrew/lib/libpango-1.0.dylib"),
        library("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "/opt/homebrew/lib/libpangoft2-1.0.dylib"),
        library("libharfbuzz.so.0", "libharfbuzz.0.dylib", "/opt/homebrew/lib/libharfbuzz.0.dylib"),
        library("libfontconfig.so.1", "libfontconfig.1.dylib", "/opt/homebrew/lib/libfontconfig.1.dylib"),
    ]
    return all(found)


def subsetting():
    return library(
        "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "/opt/homebrew/lib/libharfbuzz-subset.0.dylib"
    )


def chromium():
    return any(
        map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"))
    )


def chromium_alone():
    return bool(shutil.which("chromium-headless-shell"))


def postgresql():
    packaged = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    return all(shutil.which(name) for name in ("initdb", "pg_ctl")) or bool(packaged and shutil.which("pg_dump"))


def java():
    """A launcher without a runtime behind it (macOS has one) does not count."""
    return answers("java", "-version") is not None


def node():
    version = re.search(r"v(\d+)", answers("node", "--version") or "")
    return bool(version and int(version[1]) >= OLDEST_NODE and shutil.which("npm"))


def gettext():
    return all(map(shutil.which, ("xgettext", "msgmerge", "msguniq", "msgattrib")))


def venv():
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def answers(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace")


VERSION = "{}.{}".format(*sys.version_info[:2])
# name, test, Debian and Ubuntu packages, Homebrew packages, what is missing without it
VENV = ("venv and pip of Python", venv, ["python" + VERSION + "-venv"], ["python@3.12"], "nothing can be installed")
PANGO = (
    "Pango",
    pango,
    ["libpango-1.0-0", "libpangoft2-1.0-0", "libfontconfig1", "fonts-dejavu-core"],
    ["pango"],
    "certificates cannot be made as PDF; their pages and badges work",
)
SUBSET = ("HarfBuzz subsetting", subsetting, ["libharfbuzz-subset0"], ["harfbuzz"], "PDF certificates are larger")
TESTED = [
    (
        "Chromium",
        chromium,
        ["chromium"],
        ["--cask chromium"],
        "the browser suite (pages, keyboard, accessibility) is not run",
    ),
    ("PostgreSQL server", postgresql, ["postgresql"], ["postgresql@17"], "the suite is not run on PostgreSQL"),
    ("Java runtime", java, ["default-jre-headless"], ["openjdk"], "the HTML of the pages is not validated"),
    (
        f"Node.js {OLDEST_NODE} or newer with npm",
        node,
        ["nodejs", "npm"],
        ["node"],
        "axe and the judges of badges are not run",
    ),
]
# not on every system; without it the whole browser looks at the pages, which takes longer
LIGHT = (
    "Chromium without its window",
    chromium_alone,
    ["chromium-headless-shell"],
    [],
    "looking at pages takes longer",
)
GETTEXT = ("gettext", gettext, ["gettext"], ["gettext"], "new words of the interface are not collected for translation")
GROUPS = {"install": [VENV], "demo": [PANGO, SUBSET], "test": [PANGO, SUBSET, *TESTED, LIGHT], "messages": [GETTEXT]}


def missing(needs):
    return [need for need in needs if not need[1]()]


def may_install():
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("NO_INSTALL")


def install(needs):
    """Each need by itself, so that a package this system does not know costs only its own part."""
    apt = ["apt-get", "-q", "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30"]
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    print("Installing with apt-get: " + " ".join(name for need in needs for name in need[2]), flush=True)
    subprocess.run([*apt, "update"], env=quiet, stdout=subprocess.DEVNULL, check=False)
    for need in needs:
        command = [*apt, "install", "-y", "--no-install-recommends", *need[2]]
        done = subprocess.run(command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            print(done.stdout.decode(errors="replace")[-2000:], file=sys.stderr)


def command_for(needs):
    if sys.platform == "darwin":
        return "brew install " + " ".join(name for need in needs for name in need[3])
    names = " ".join(name for need in needs for name in need[2])
    if shutil.which("apt-get"):
        return "sudo apt-get update && sudo apt-get install -y " + names
    return "(with the package manager of this system; the names on Debian are:) " + names


def report(needs, group):
    lines = ["", "Missing: " + ", ".join(need[0] for need in needs)]
    lines += [f"  without {need[0]}: {need[4]}" for need in needs]
    lines += ["Type this, then run the same make command again:", "  " + command_for(needs), ""]
    print("\n".join(lines), file=sys.stderr, flush=True)
    return 0 if group == "demo" else 1


def main(words):
    if len(words) != 1 or words[0] not in GROUPS:
        print(__doc__, file=sys.stderr)
        return 2
    gaps = missing(GROUPS[words[0]])
    if gaps and may_install():
        install(gaps)
        gaps = missing(gaps)
    gaps = [gap for gap in gaps if gap is not LIGHT]
    return report(gaps, words[0]) if gaps else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
