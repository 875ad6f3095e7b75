"""Links of each provider. BigBlueButton is a small real server that checks checksums as its documentation says."""

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from django.core.management import CommandError, call_command

from rounds.meetings.bigbluebutton import BigBlueButton, Running
from rounds.meetings.checks import video_servers
from rounds.meetings.jitsi import Jitsi
from rounds.meetings.providers import the_providers
from rounds.meetings.rooms import Address, Guest, LinkFailed, Room

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b"
ROOM = Room(
    "0123abcd", "Rounds & more: “50 % off?”", "https://video.example/a", NOON, "http://127.0.0.1:8000/meetings/1"
)
HOST, GUEST = Guest("h1", "Priya Raman", leads=True), Guest("g1", "Grace M + 1", leads=False)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Calls)
        self.rooms: dict[str, str] = {}
        self.answers: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/bigbluebutton/api"


class Calls(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        name, query = parts.path.rpartition("/")[2], parts.query
        told, _mark, given = query.rpartition("checksum=")
        wanted = hashlib.sha256(f"{name}{told.removesuffix('&')}{SECRET}".encode()).hexdigest()
        if self.server.answers:
            body = self.server.answers.pop(0)
        elif given != wanted:
            body = failed("checksumError")
        else:
            body = self.answer(name, {key: value[0] for key, value in parse_qs(told).items()})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def answer(self, name: str, asked: dict[str, str]) -> bytes:
        rooms = self.server.rooms
        if name == "create":
            rooms.setdefault(asked["meetingID"], asked["name"])
            return said(f"<meetingID>{asked['meetingID']}</meetingID><createTime>1531155809613</createTime>")
        if name == "getMeetings":
            listed = "".join(
                f"<meeting><meetingID>{key}</meetingID><participantCount>3</participantCount></meeting>"
                for key in rooms
            )
            return said(f"<meetings>{listed}</meetings>")
        if asked["meetingID"] not in rooms:
            return failed("notFound")
        if name == "end":
            del rooms[asked["meetingID"]]
        return said(f"<url>{asked.get('fullName', '')}</url>")

    def log_message(self, *_args: object) -> None:
        return


def said(inside: str) -> bytes:
    return f"<response><returncode>SUCCESS</returncode>{inside}</response>".encode()


def failed(key: str) -> bytes:
    return f"<response><returncode>FAILED</returncode><messageKey>{key}</messageKey></response>".encode()


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(socket_enabled: None) -> Iterator[Server]:
    with serving() as server:
        yield server


def test_address_is_the_one_that_was_written_down() -> None:
    assert Address().link(ROOM, GUEST, at=NOON) == "https://video.example/a"


def test_no_address_says_who_to_ask() -> None:
    with pytest.raises(LinkFailed, match="Ask the hosts"):
        Address().link(Room("k", "t", "", NOON, ""), GUEST, at=NOON)


@pytest.mark.parametrize(("guest", "leads"), [(HOST, "true"), (GUEST, "false")])
def test_jitsi_link_is_signed_for_one_person_one_room_and_one_time(guest: Guest, leads: str) -> None:
    secret = "s" * 40
    jitsi = Jitsi("https://Meet.example/", app="rounds", secret=secret)

    link = jitsi.link(ROOM, guest, at=NOON - dt.timedelta(minutes=5))

    place, _mark, token = link.partition("?jwt=")
    told: dict[str, Any] = jwt.decode(
        token, secret, algorithms=["HS256"], audience="jitsi", options={"verify_exp": False, "verify_nbf": False}
    )
    assert place == "https://Meet.example/rounds-0123abcd"
    assert (told["iss"], told["sub"], told["room"]) == ("rounds", "meet.example", "rounds-0123abcd")
    assert (told["nbf"], told["exp"]) == ((NOON - dt.timedelta(minutes=6)).timestamp(), NOON.timestamp())
    assert (told["context"]["user"]["name"], told["context"]["user"]["moderator"]) == (guest.name, leads)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, "t" * 40, algorithms=["HS256"], audience="jitsi")


def test_jitsi_without_a_secret_is_an_open_room() -> None:
    assert Jitsi("https://meet.example", app="", secret="").link(ROOM, GUEST, at=NOON) == (
        "https://meet.example/rounds-0123abcd"
    )


def test_checksum_is_that_of_the_published_example() -> None:
    query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444"

    assert BigBlueButton("", secret=SECRET, algorithm="sha1").checksum("create", query) == (
        "1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17"
    )


def test_room_is_made_once_and_its_links_are_accepted(server: Server) -> None:
    provider = BigBlueButton(server.url, secret=SECRET)

    links = [provider.link(ROOM, guest, at=NOON - dt.timedelta(minutes=5)) for guest in (HOST, GUEST)]

    asked = [{key: value[0] for key, value in parse_qs(urlsplit(link).query).items()} for link in links]
    assert [each["role"] for each in asked] == ["MODERATOR", "VIEWER"]
    assert {each["createTime"] for each in asked} == {"1531155809613"}
    assert [
        f"<url>{guest.name}</url>" in requests.get(link, timeout=5).text
        for guest, link in zip((HOST, GUEST), links, strict=True)
    ] == [True, True]
    assert "checksumError" in requests.get(links[1].replace("VIEWER", "MODERATOR"), timeout=5).text
    assert server.rooms == {"0123abcd": ROOM.title}
    assert provider.meetings() == [Running("0123abcd", 3)]


def test_room_is_ended_twice_without_harm(server: Server) -> None:
    provider = BigBlueButton(server.url, secret=SECRET)
    provider.link(ROOM, HOST, at=NOON)

    provider.end(ROOM)
    provider.end(ROOM)

    assert provider.meetings() == []


@pytest.mark.parametrize("body", [b"", b"<html>down", b"<!DOCTYPE a [<!ENTITY b 'c'>]><response>&b;</response>"])
def test_nonsense_of_the_server_is_said_in_plain_words(server: Server, body: bytes) -> None:
    server.answers = [body]

    with pytest.raises(LinkFailed, match="does not answer as it should"):
        BigBlueButton(server.url, secret=SECRET).link(ROOM, GUEST, at=NOON)


def test_wrong_secret_is_said_in_plain_words(server: Server) -> None:
    provider = BigBlueButton(server.url, secret="another")

    with pytest.raises(LinkFailed):
        provider.link(ROOM, GUEST, at=NOON)
    with pytest.raises(LinkFailed):
        provider.end(ROOM)


def test_server_that_is_down_is_said_in_plain_words(socket_enabled: None) -> None:
    with pytest.raises(LinkFailed):
        BigBlueButton("http://127.0.0.1:1/bigbluebutton/api", secret=SECRET).link(ROOM, GUEST, at=NOON)


def test_providers_are_those_that_are_set_up(settings: Any) -> None:
    assert sorted(the_providers()) == ["address"]
    settings.JITSI_URL, settings.BBB_URL = "https://meet.example", "https://b.example/bigbluebutton/api"
    assert sorted(the_providers()) == ["address", "bbb", "jitsi"]


@pytest.mark.parametrize(
    ("provider", "words"),
    [
        (Address(), ""),
        (Jitsi("meet.example", app="", secret=""), "ROUNDS_JITSI_URL is not"),
        (Jitsi("https://meet.example", app="a", secret=""), "belong together"),
        (Jitsi("https://meet.example", app="a", secret="short"), "is short"),
        (Jitsi("https://meet.example", app="a", secret="s" * 32), ""),
        (BigBlueButton("https://b.example", secret="s"), "ROUNDS_BBB_URL is not"),
        (BigBlueButton("https://b.example/bigbluebutton/api", secret=""), "ROUNDS_BBB_SECRET is not set"),
        (BigBlueButton("https://b.example/bigbluebutton/api/", secret="s"), ""),
    ],
)
def test_trouble_is_named(provider: Any, words: str) -> None:
    assert (words in provider.trouble(), bool(provider.trouble())) == (True, bool(words))


def test_check_names_what_is_wrong(settings: Any) -> None:
    assert video_servers() == []
    settings.JITSI_URL, settings.BBB_URL = "meet.example", "https://b.example/bigbluebutton/api"

    assert [message.id for message in video_servers()] == ["meetings.jitsi", "meetings.bbb"]


def test_command_asks_the_server(settings: Any, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    settings.BBB_URL, settings.BBB_SECRET = server.url, SECRET
    call_command("check_video")
    assert capsys.readouterr().out == "address: set up\nbbb: answers, rooms open now: 0\n"

    settings.BBB_SECRET = "another"
    with pytest.raises(CommandError, match="1 of these cannot be used"):
        call_command("check_video")
