import socket
import threading
import time
from typing import Any

import pytest
import requests

from rounds.directory.outgoing import (
    OutgoingRefused,
    fetch,
    fetching,
    guarded_session,
    public_addresses,
    text_records,
)
from tests.factories.servers import Internet


def test_a_page_is_fetched_by_name(net: Internet) -> None:
    url = net.page("lake.example", "/about?x=1", "We are here. ü")

    page = fetch(url)

    assert (page.status, page.text, page.host, net.asked) == (
        200, "We are here. ü", "lake.example", [("lake.example", "/about?x=1")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.7", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_private_and_reserved_addresses_are_refused(net: Internet, settings: Any, address: str) -> None:
    settings.OUTGOING_TEST_NETWORKS = []
    net.host("lake.example", address)

    with pytest.raises(OutgoingRefused, match="private address"):
        fetch(net.url("lake.example"))
    assert net.asked == []


@pytest.mark.parametrize("address", ["::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"])
def test_private_addresses_of_ipv6_are_refused(net: Internet, settings: Any, address: str) -> None:
    settings.OUTGOING_TEST_NETWORKS = []
    net.records["lake.example", "AAAA"] = [address]

    with pytest.raises(OutgoingRefused, match="private address"):
        fetch("https://lake.example/")


def test_one_private_address_among_public_ones_is_enough_to_refuse(net: Internet, settings: Any) -> None:
    settings.OUTGOING_TEST_NETWORKS = []
    net.records["lake.example", "A"] = ["9.9.9.9", "10.0.0.1"]

    with pytest.raises(OutgoingRefused, match="private address"):
        public_addresses("lake.example")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"])
def test_an_address_written_as_a_number_is_judged_too(settings: Any, url: str) -> None:
    with pytest.raises(OutgoingRefused, match="private address"):
        fetch(url)


@pytest.mark.parametrize(
    "url",
    ["ftp://lake.example/", "file:///etc/passwd", "//lake.example", "http://u:p@lake.example/", "http://[::1", "http://",
     "http://lake.example/\r\nX: y", "gopher://lake.example:70/", "http://lake.example:999999/"],
)  # fmt: skip
def test_only_plain_addresses_of_pages_are_fetched(url: str) -> None:
    with pytest.raises(OutgoingRefused, match="no address of a page"):
        fetch(url)


def test_the_numbers_of_old_programs_are_no_way_in(net: Internet, settings: Any) -> None:
    settings.OUTGOING_TEST_NETWORKS = []

    with pytest.raises(OutgoingRefused, match="no such server"):
        fetch("http://2130706433/")


def test_unusual_ports_are_for_tests_only(net: Internet, settings: Any) -> None:
    settings.OUTGOING_TEST_NETWORKS = []
    net.host("lake.example", "9.9.9.9")

    with pytest.raises(OutgoingRefused, match="unusual port"):
        fetch("http://lake.example:8080/")


def test_a_redirect_to_a_private_address_is_refused(net: Internet, settings: Any) -> None:
    settings.OUTGOING_TEST_NETWORKS = ["127.0.0.1/32"]
    net.page("lake.example", "/", "", status=302, Location="http://10.0.0.1/admin")

    with pytest.raises(OutgoingRefused, match="private address"):
        fetch(net.url("lake.example"))


def test_redirects_are_followed_to_a_limit(net: Internet) -> None:
    net.page("lake.example", "/a", "", status=301, Location="/b")
    net.page("lake.example", "/b", "there")
    net.page("lake.example", "/round", "", status=302, Location="/round")

    assert fetch(net.url("lake.example", "/a")).text == "there"
    with pytest.raises(OutgoingRefused, match="too many redirects"):
        fetch(net.url("lake.example", "/round"))


def test_a_name_that_changes_its_answer_gains_nothing(net: Internet) -> None:
    """The connection goes to the address that was judged: the name is looked up once for each page."""
    net.page("lake.example", "/", "here")

    fetch(net.url("lake.example"))

    assert net.looked_up == ["lake.example", "lake.example"]  # once for A, once for AAAA, before the connection


def test_a_page_that_is_too_large_is_refused(net: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    url = net.page("lake.example", "/", "x" * 1001)

    with pytest.raises(OutgoingRefused, match="too large"):
        fetch(url)


@pytest.mark.slow
def test_a_server_that_drips_is_left(net: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=drip, args=(server,), daemon=True).start()
    net.host("slow.example")
    begun = time.monotonic()

    with pytest.raises(OutgoingRefused, match="no answer|too slow"):
        fetch(f"http://slow.example:{server.getsockname()[1]}/")

    assert time.monotonic() - begun < 2
    server.close()


def drip(server: socket.socket) -> None:
    connection, _peer = server.accept()
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _step in range(100):
            connection.sendall(b"X-Drip: 1\r\n")
            time.sleep(0.05)
    except OSError:
        return
    finally:
        connection.close()


def test_nobody_there_is_no_answer(net: Internet) -> None:
    net.host("lake.example")

    with pytest.raises(OutgoingRefused, match="no answer"):
        fetch("http://lake.example:9/")
    with pytest.raises(OutgoingRefused, match="no such server"):
        fetch("http://nowhere.example/")


def test_a_bad_certificate_is_no_secure_connection(net: Internet) -> None:
    net.host("lake.example")

    with pytest.raises(OutgoingRefused, match="no secure connection"):
        fetch(f"https://lake.example:{net.web}/")


def test_text_records_are_read_and_may_be_missing(net: Internet) -> None:
    net.records["_rounds.lake.example", "TXT"] = ["claim=abc", "other"]

    assert sorted(text_records("_rounds.lake.example")) == ["claim=abc", "other"]
    assert text_records("_rounds.hill.example") == []


def test_session_for_libraries_goes_nowhere_unencrypted(settings: Any) -> None:
    with pytest.raises(requests.ConnectionError, match="not encrypted"):
        guarded_session().get("http://8.8.8.8/")


def test_session_for_libraries_keeps_the_limits_and_follows_no_redirect(net: Internet, settings: Any) -> None:
    away = net.page("lake.example", "/away", "", status=302, Location="http://10.0.0.1/")
    large = net.page("lake.example", "/large", "x" * (fetching.MOST_BYTES + 1))
    session = guarded_session()

    assert (session.get(away).status_code, len(net.asked)) == (302, 1)
    with pytest.raises(requests.ConnectionError, match="too large"):
        session.get(large)
    settings.OUTGOING_TEST_NETWORKS = []
    with pytest.raises(requests.ConnectionError, match="private address"):
        session.post(away, data={"secret": "x"})
