"""A mail domain is proven by a record in its DNS, asked of a name server on this machine."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from rounds.accounts.models import Entry
from rounds.network.actions.domains import DomainRefused, prove_domain
from rounds.network.models import DomainName, Organisation
from rounds.network.queries.programs import domain_line, owns_domain
from tests.factories.groups import colleague, member_organisation
from tests.factories.network import NOON
from tests.factories.servers import Internet, internet

pytestmark = pytest.mark.django_db


@pytest.fixture
def net(socket_enabled: None, settings: Any) -> Iterator[Internet]:
    with internet() as here:
        settings.OUTGOING_NAME_SERVERS = [f"127.0.0.1:{here.names}"]
        settings.OUTGOING_TEST_NETWORKS = ["127.0.0.0/8"]
        yield here


def domain_of(organisation: Organisation) -> DomainName:
    return DomainName.objects.create(organisation=organisation, name="northlake.example", added=NOON)


def test_record_in_the_dns_proves_the_domain(net: Internet) -> None:
    own = member_organisation()
    domain = domain_of(own)
    net.records["_rounds.northlake.example", "TXT"] = ["other", domain_line(domain)]

    prove_domain(domain, by=colleague(own, manages=True), at=NOON)

    assert owns_domain(own, "lena@NORTHLAKE.example")
    assert not owns_domain(own, "lena@sub.northlake.example")
    assert not owns_domain(member_organisation(), "lena@northlake.example")
    assert Entry.objects.latest("pk").verb == "network.domain_proven"


def test_line_of_another_member_proves_nothing(net: Internet) -> None:
    mine, theirs = domain_of(member_organisation()), domain_of(member_organisation())
    net.records["_rounds.northlake.example", "TXT"] = [domain_line(theirs)]

    with pytest.raises(DomainRefused, match="not there yet"):
        prove_domain(mine, by=colleague(), at=NOON)


def test_domain_is_proven_by_one_member_alone(net: Internet) -> None:
    first, second = domain_of(member_organisation()), domain_of(member_organisation())
    net.records["_rounds.northlake.example", "TXT"] = [domain_line(first), domain_line(second)]
    prove_domain(first, by=colleague(), at=NOON)

    with pytest.raises(DomainRefused, match="Another member"):
        prove_domain(second, by=colleague(), at=NOON)


def test_manager_proves_it_on_a_page_and_others_do_not(net: Internet) -> None:
    own = member_organisation()
    domain, client, member = domain_of(own), Client(), Client()
    client.force_login(colleague(own, manages=True))
    member.force_login(colleague(own))
    url = f"/org/{own.slug}/settings/domains/{domain.pk}"

    page = client.get(url).content.decode()
    early = client.post(url)
    net.records["_rounds.northlake.example", "TXT"] = [domain_line(domain)]
    late = client.post(url)

    assert domain_line(domain) in page
    assert (early.status_code, late.status_code, member.get(url).status_code) == (422, 302, 403)
