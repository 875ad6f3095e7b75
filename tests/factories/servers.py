"""Real servers on 127.0.0.1 that stand in for the internet: a name server, and a web server with many hosts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


@dataclass
class Internet:
    """`records` by (name, kind); `pages` by (host, path) as (status, headers, body)."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    pages: dict[tuple[str, str], tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    web: int = 0
    names: int = 0

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.web}{path}"

    def host(self, name: str, address: str = "127.0.0.1") -> None:
        self.records[name, "A"] = [address]

    def page(self, host: str, path: str, body: str, *, status: int = 200, **headers: str) -> str:
        self.host(host)
        self.pages[host, path] = (
            status,
            {name.replace("_", "-"): value for name, value in headers.items()},
            body.encode(),
        )
        return self.url(host, path)


@contextmanager
def internet() -> Iterator[Internet]:
    here = Internet()
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("127.0.0.1", 0))
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler(here))
    web.daemon_threads = True
    here.names, here.web = names.getsockname()[1], web.server_address[1]
    threads = [
        threading.Thread(target=answer_names, args=(here, names), daemon=True),
        threading.Thread(target=web.serve_forever, args=(0.01,), daemon=True),
    ]
    for thread in threads:
        thread.start()
    yield here
    web.shutdown()
    web.server_close()
    names.close()


def answer_names(here: Internet, names: socket.socket) -> None:
    while True:
        try:
            data, peer = names.recvfrom(4096)
        except OSError:
            return
        query = dns.message.from_wire(data)
        asked = query.question[0]
        name, kind = asked.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(asked.rdtype)
        here.looked_up.append(name)
        answer = dns.message.make_response(query)
        values = here.records.get((name, kind), [])
        if values:
            shown = [f'"{value}"' if kind == "TXT" else value for value in values]
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *shown))
        elif not any(known == name for known, _kind in here.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        names.sendto(answer.to_wire(), peer)


def handler(here: Internet) -> type[BaseHTTPRequestHandler]:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            here.asked.append((host, self.path))
            status, headers, body = here.pages.get((host, self.path), (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_args: object) -> None:
            return

    return Pages
