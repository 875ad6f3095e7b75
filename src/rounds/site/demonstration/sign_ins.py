"""An own sign-in that is entered and switched off, and somebody who asks for a seat by their address; all invented."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.network.actions.arriving import ask_for_seat, choose_welcome
from rounds.network.actions.settings import add_domain
from rounds.network.actions.sign_in import enter_oidc
from rounds.network.models import DomainName, Organisation
from rounds.site.demonstration.members import DAY, new_person


def load_sign_ins(people: dict[str, Person], *, at: dt.datetime) -> None:
    northlake = Organisation.objects.get(name="Northlake Hospital")
    priya = people["communications"]
    DomainName.objects.filter(organisation=northlake, name="northlake.example").update(proven=at - 60 * DAY)
    enter_oidc(
        northlake,
        issuer="https://login.northlake.example/realms/staff",
        client_id="rounds",
        secret="an invented secret of the demonstration",  # noqa: S106
        by=priya,
        at=at - 3 * DAY,
    )
    choose_welcome(northlake, "ask", by=priya, at=at - 3 * DAY)
    ask_for_seat(new_person("Wilhelmina Aduba", "Northlake", at), at=at - 1 * DAY)
    cedar = Organisation.objects.get(name="Cedar Valley Health")
    add_domain(cedar, "cedar-valley.example", by=people["Olive Tamm"], at=at - 30 * DAY)
