"""Asks the W3C's checker about all pages in one run."""

import json
import subprocess
from pathlib import Path

from tests.browser.centre import java, module
from tests.browser.crawl import Page
from tests.browser.findings import Finding


def markup_errors(pages: list[Page], folder: Path) -> list[Finding]:
    files = {}
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_text(page.html)
        files[path.resolve().as_uri()] = page
    jar = module("vnu-jar/build/dist/vnu.jar")
    words = [java(), "-Xss4m", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found = []
    for message in json.loads(done.stderr)["messages"]:
        page = files[
            message["url"].replace("file:/", "file:///", 1) if "file:///" not in message["url"] else message["url"]
        ]
        part = " ".join(message.get("extract", "").split())[:120]
        found.append(Finding("markup", page.path, f"{message['message']} [{part}]", page.who))
    return found
