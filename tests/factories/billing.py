import factory

from rounds.billing.models import Payer


class PayerFactory(factory.django.DjangoModelFactory[Payer]):
    class Meta:
        model = Payer

    name = factory.Sequence(lambda number: f"Hospital {number}")
    kind = "hospital"
    email = factory.Sequence(lambda number: f"accounts{number}@hospitals.example")
    currency = "USD"
