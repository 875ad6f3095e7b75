import factory
from allauth.account.models import EmailAddress
from django.test import Client

from rounds.accounts.models import Entry, Person

PASSWORD = "a lantern under nine quiet hills"


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Person {number}")
    email = factory.Sequence(lambda number: f"person{number}@people.example")
    password = "!"


class StaffFactory(PersonFactory):
    is_staff = True


class MemberFactory(PersonFactory):
    """Somebody with a confirmed address and the password above."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def _ready(self: Person, create: bool, extracted: object, **more: object) -> None:
        self.set_password(PASSWORD)
        self.save()
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class EntryFactory(factory.django.DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    verb = "accounts.signed_in"
    actor = factory.SubFactory(PersonFactory)
    subject_kind = "accounts.person"
    subject_id = factory.LazyAttribute(lambda entry: str(entry.actor.pk))
    subject_name = factory.LazyAttribute(lambda entry: entry.actor.name)


def signed_in(person: Person | None = None) -> Client:
    """A client of this person, or of anybody."""
    client = Client()
    client.force_login(person or PersonFactory())
    return client
