import datetime as dt

import factory

from rounds.directory.models import (
    AccountChange,
    Claim,
    Hospital,
    HospitalAccount,
    JoinQuestion,
    Proof,
    SocialNetwork,
)
from rounds.directory.vocabulary import AccountState, Method, Result
from tests.factories.accounts import PersonFactory

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


class HospitalFactory(factory.django.DjangoModelFactory[Hospital]):
    class Meta:
        model = Hospital

    slug = factory.Sequence(lambda number: f"hospital-{number}")
    name = factory.Sequence(lambda number: f"Hospital {number}")
    words = factory.LazyAttribute(lambda made: f"{made.name} {made.city}".casefold())
    city = "Northlake"
    state = "WI"
    type = "acute"
    ownership = "non_profit"
    beds = 120
    beds_source = "hifld"
    beds_on = dt.date(2019, 8, 2)


class NetworkFactory(factory.django.DjangoModelFactory[SocialNetwork]):
    class Meta:
        model = SocialNetwork
        django_get_or_create = ("slug",)

    slug = "facebook"
    name = factory.LazyAttribute(lambda made: made.slug.title())
    hosts = factory.LazyAttribute(lambda made: [f"{made.slug}.com"])
    profile = factory.LazyAttribute(lambda made: f"https://www.{made.slug}.com/{{handle}}")


class AccountFactory(factory.django.DjangoModelFactory[HospitalAccount]):
    """A checked account with the change that made it so, as the actions leave it."""

    class Meta:
        model = HospitalAccount
        skip_postgeneration_save = True

    hospital = factory.SubFactory(HospitalFactory)
    network = factory.SubFactory(NetworkFactory)
    handle = factory.Sequence(lambda number: f"hospital{number}")
    address = factory.LazyAttribute(lambda made: f"https://www.facebook.com/{made.handle}")
    state = AccountState.CHECKED
    since = NOON
    submitted_at = NOON

    @factory.post_generation
    def changes(made: HospitalAccount, create: bool, extracted: object, **_kwargs: object) -> None:  # noqa: N805
        if create:
            AccountChange.objects.create(account=made, state=made.state, at=made.since)


class ProofFactory(factory.django.DjangoModelFactory[Proof]):
    class Meta:
        model = Proof

    account = factory.SubFactory(AccountFactory)
    method = Method.LINK_BACK
    result = Result.PROVEN
    evidence = "https://northlake.example/"
    checked_at = NOON


class ClaimFactory(factory.django.DjangoModelFactory[Claim]):
    class Meta:
        model = Claim

    hospital = factory.SubFactory(HospitalFactory)
    person = factory.SubFactory(PersonFactory)
    role = "Communications"
    at = NOON


class JoinQuestionFactory(factory.django.DjangoModelFactory[JoinQuestion]):
    class Meta:
        model = JoinQuestion

    hospital = factory.SubFactory(HospitalFactory, beds=None, beds_source="", beds_on=None)
    hifld_id = factory.Sequence(lambda number: f"{number:010}")
    name = "Northlake Hospital, south campus"
    address = "1 South Street, Northlake"
    telephone = "(555) 555-0142"
    beds = 60
    beds_on = dt.date(2019, 8, 2)
    website = "https://northlake.example/south"
    at = NOON
