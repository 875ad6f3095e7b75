"""People at their browsers: one small process each, which all begin at the same moment.

Reads a plan as JSON from a file, forks one process for each buyer, and prints what each was answered. It loads nothing
of Rounds, so that a thousand of them fit into a small machine.
"""

import gc
import json
import os
import re
import socket
import sys
import time
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode

LONGEST, PATIENCE = 120, 60.0
NOTE = re.compile(rb'<div class="note [^"]*" role="status"><p>(.*?)</p>', re.DOTALL)


class Answer(NamedTuple):
    """Status 0 is a line that broke. `cookies` are to be sent with the next question, `note` is what the page says first."""

    status: int = 0
    place: str = ""
    cookies: str = ""
    note: str = ""


def send(port: int, ask: dict[str, Any], body: str | None) -> Answer:
    """What is answered. By hand: Python's own client takes as long to read a page as the server to make it.

    Raises ConnectionError where the line breaks before the answer is whole.
    """
    head = f"Host: 127.0.0.1:{port}\r\nCookie: {ask['cookie']}\r\nConnection: close\r\n"
    if body is None:
        asked = f"GET {ask['path']} HTTP/1.1\r\n{head}\r\n"
    else:
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        asked = f"POST {ask['path']} HTTP/1.1\r\n{head}{kind}\r\n{body}"
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST) as line:
        line.sendall(asked.encode("ascii"))
        told = b"".join(iter(lambda: line.recv(65536), b""))
    heads, _, page = told.partition(b"\r\n\r\n")
    first, *rest = heads.decode("latin-1").split("\r\n")
    named = [(name.lower(), value.strip()) for name, _, value in (one.partition(":") for one in rest)]
    told = dict(named)
    if not first.startswith("HTTP/1.1 ") or len(page) < int(told.get("content-length", 0)):
        raise ConnectionError
    cookies = "".join(f"; {value.partition(';')[0]}" for name, value in named if name == "set-cookie")
    note = NOTE.search(page)
    words = " ".join(unescape(note[1].decode()).split())[:300] if note else ""
    return Answer(int(first.split()[1]), told.get("location", ""), cookies, words)


def patient(port: int, ask: dict[str, Any], body: str | None, *, again: bool) -> tuple[Answer, int]:
    """Press the button again when the line breaks, as people do: the same form, with the same key. And how often."""
    until, tries = time.monotonic() + PATIENCE, 0
    while True:
        try:
            return send(port, ask, body), tries
        except OSError:
            if not again or time.monotonic() > until:
                return Answer(), tries
        tries += 1
        time.sleep(0.2)


def buy(port: int, ask: dict[str, Any], gate: int, *, again: bool) -> dict[str, Any]:
    """Wait at the gate until it is closed, then send the form; without the voucher when that is refused; then open the
    page that one is led to. `waits` are the seconds from each press of the button to its answer."""
    os.read(gate, 1)
    begun = time.monotonic()
    done, tries = patient(port, ask, urlencode(ask["fields"]), again=again)
    first, waits = done.status, [time.monotonic() - begun]
    if first == 422 and "voucher" in ask["fields"]:
        pressed = time.monotonic()
        fields = {name: value for name, value in ask["fields"].items() if name != "voucher"}
        done, more = patient(port, ask, urlencode(fields), again=again)
        tries += more
        waits.append(time.monotonic() - pressed)
    answered, page = time.monotonic(), Answer(200)
    if done.status == 302 and ask.get("follow", True):
        led = {**ask, "path": done.place, "cookie": ask["cookie"] + done.cookies}
        page, more = patient(port, led, None, again=again)
        tries += more
    found = {"who": ask["who"], "first": first, "status": done.status, "page": page.status, "tries": tries}
    found |= {"place": done.place, "note": page.note or done.note, "begun": begun, "answered": answered}
    return {**found, "waits": waits, "whole": time.monotonic() - begun}


def main() -> None:
    plan = json.load(sys.stdin)
    gc.freeze()  # so that memory stays shared
    gate_read, gate_write = os.pipe()
    out_read, out_write = os.pipe()
    for ask in plan["asks"]:
        if os.fork() == 0:
            os.close(gate_write)
            os.close(out_read)
            found = buy(plan["port"], ask, gate_read, again=plan["again"])
            os.write(out_write, (json.dumps(found) + "\n").encode())  # a short line is written in one piece
            os._exit(0)
    os.close(out_write)
    time.sleep(plan.get("settle", 0.5))
    os.close(gate_write)
    with os.fdopen(out_read) as lines:
        for line in lines:
            sys.stdout.write(line)
            sys.stdout.flush()
    for _ask in plan["asks"]:
        os.wait()


if __name__ == "__main__":
    main()
