"""Looks for proof that a hospital controls an account, from the strongest kind to the weakest."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction

from rounds.accounts.models import Person
from rounds.directory.actions.accounts import SOON, add_proof
from rounds.directory.handles import belongs_to, domain_of, same_account
from rounds.directory.models import Hospital, HospitalAccount, Proof
from rounds.directory.outgoing import OutgoingRefused, fetch, links_of, text_records
from rounds.directory.queries.accounts import accounts_due
from rounds.directory.vocabulary import AccountState, Method, Result

FILE = "/.well-known/rounds.txt"
RECORD = "_rounds"
MOST_A_DAY = 2000


def take_due(*, at: dt.datetime) -> list[int]:
    """The accounts to look at now; a second call finds none of them, should the worker be slow or die."""
    with transaction.atomic():
        due = list(accounts_due(at=at).select_for_update().values_list("pk", flat=True)[:MOST_A_DAY])
        HospitalAccount.objects.filter(pk__in=due).update(check_due=at + SOON)
    return due


@dataclass(frozen=True)
class Finding:
    method: Method
    result: Result
    evidence: str


def prove_account(account: HospitalAccount, *, by: Person | None, at: dt.datetime) -> Proof | None:
    """Look once and keep what was found; None when the account is listed no more by the time the looking ends."""
    found = look(account)
    with transaction.atomic():
        held = HospitalAccount.objects.select_for_update().get(pk=account.pk)
        if held.state != AccountState.CHECKED:
            return None
        return add_proof(held, found.method, found.result, evidence=found.evidence, by=by, at=at)


def look(account: HospitalAccount) -> Finding:
    """The strongest proof there is, or the last thing that was found missing."""
    domain = domain_of(account.hospital.website)
    if not domain:
        return Finding(Method.LINK_BACK, Result.MISSING, "no website in the register")
    findings: list[Finding] = []
    for method, way in WAYS:
        try:
            evidence = way(account, domain)
        except OutgoingRefused as refusal:
            findings.append(Finding(method, Result.UNREACHABLE, str(refusal)))
            continue
        if evidence is None:
            continue
        found = Finding(method, Result.PROVEN if evidence else Result.MISSING, evidence)
        if evidence:
            return found
        findings.append(found)
    return next((one for one in reversed(findings) if one.result == Result.UNREACHABLE), findings[-1])


Way = Callable[[HospitalAccount, str], str | None]  # the evidence, "" when it is missing, None when it cannot apply


def by_handle(account: HospitalAccount, domain: str) -> str | None:
    """A handle that is the hospital's own domain, as Bluesky knows it."""
    if account.network.slug != "bluesky":
        return None
    if not belongs_to(account.handle, domain):
        return ""
    name = f"_atproto.{account.handle}"
    if any(record.startswith("did=did:") for record in text_records(name)):
        return f"TXT {name}"
    page = fetch(f"{scheme_of(account.hospital)}://{place_of(account)}/.well-known/atproto-did")
    good = page.status == 200 and page.text.strip().startswith("did:") and belongs_to(page.host, account.handle)
    return page.url if good else ""


def place_of(account: HospitalAccount) -> str:
    """The handle as a host, with the port of the website where it has one."""
    port = urlsplit(account.hospital.website).port
    return f"{account.handle}:{port}" if port else account.handle


def by_link_back(account: HospitalAccount, domain: str) -> str | None:
    """The website links to the account, and the account to the website."""
    page = fetch(account.hospital.website)
    if not belongs_to(page.host, domain):
        raise OutgoingRefused("the website leads to another domain")
    if not any(same_account(link.url, account.address) for link in links_of(page.text, page=page.url)):
        return ""
    profile = fetch(account.address)
    if not same_account(profile.url, account.address):
        raise OutgoingRefused("the account leads to another address")
    back = [link for link in links_of(profile.text, page=profile.url) if belongs_to(host_of(link.url), domain)]
    return f"{page.url} and {profile.url}" if any(link.me for link in back) else ""


def by_file(account: HospitalAccount, domain: str) -> str | None:
    url, lines = file_lines(account.hospital)
    return url if any(names(line, account) for line in lines) else ""


def by_record(account: HospitalAccount, domain: str) -> str | None:
    name = f"{RECORD}.{domain}"
    return f"TXT {name}" if any(names(line, account) for line in text_records(name)) else ""


WAYS: tuple[tuple[Method, Way], ...] = (
    (Method.HANDLE, by_handle),
    (Method.LINK_BACK, by_link_back),
    (Method.FILE, by_file),
    (Method.DNS, by_record),
)


def names(line: str, account: HospitalAccount) -> bool:
    word, _equals, value = line.strip().partition("=")
    return word.strip() == "account" and same_account(value.strip(), account.address)


def file_lines(hospital: Hospital) -> tuple[str, list[str]]:
    """Our file on a hospital's domain: where it was, and its lines."""
    parts = urlsplit(hospital.website)
    page = fetch(f"{parts.scheme}://{parts.netloc}{FILE}")
    if page.status != 200 or not belongs_to(page.host, domain_of(hospital.website)):
        return page.url, []
    return page.url, page.text.splitlines()


def scheme_of(hospital: Hospital) -> str:
    return urlsplit(hospital.website).scheme


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
