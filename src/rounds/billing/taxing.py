"""Which tax a sale bears: none, a rate, or the buyer accounts for it. Pure rules, each with its source.

Sources: Council Directive 2006/112/EC (the VAT Directive), articles 44, 45, 53 and 196, as amended by Directive (EU)
2022/542 from 1 January 2025; EN 16931 for the letters of the categories. Sales taxes elsewhere follow the rows that
the centre's staff write. This is a help for book-keeping and no legal advice: an adviser looks at the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from rounds.billing.totals import TaxLine
from rounds.billing.vocabulary import TaxCategory

# member states of the European Union (2026); Greece writes EL before its tax numbers
UNION_STATES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
UNION = frozenset(UNION_STATES.split(" "))
REVERSE_CHARGE = "Reverse charge: the customer accounts for the VAT (articles 44 and 196, Directive 2006/112/EC)."
OUTSIDE_UNION = (
    "Outside the scope of EU VAT: the customer is established elsewhere (article 44, Directive 2006/112/EC)."
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys, as far as tax asks."""

    country: str
    tax_number: str = ""
    kind: str = ""


NO_TAX = TaxLine()


@dataclass(frozen=True, slots=True)
class Row:
    """What staff wrote: this rate holds for sales taxed in `country`. An empty kind or subject means every one."""

    country: str
    rate: int
    category: str = TaxCategory.STANDARD
    kind: str = ""
    subject: str = ""
    words: str = ""

    def fits(self, country: str, kind: str, subject: str) -> bool:
        return self.country == country and self.kind in ("", kind) and self.subject in ("", subject.partition(":")[0])


def tax_for(seller: Party, buyer: Party, subject: str, rows: Iterable[Row]) -> TaxLine:
    """The tax on a sale of `subject` from one party to another.

    >>> rows = [Row("DE", 1900), Row("DE", 0, "E", kind="student", words="Exempt."), Row("US", 0, "O")]
    >>> centre = Party("DE", "DE136695976")
    >>> tax_for(centre, Party("DE"), "course", rows).rate
    1900
    >>> tax_for(centre, Party("DE", kind="student"), "course", rows)
    TaxLine(rate=0, category='E', words='Exempt.')
    >>> tax_for(centre, Party("AT", "ATU13585627"), "consulting", rows).category == "AE"
    True
    >>> tax_for(centre, Party("AT", "ATU13585628"), "consulting", rows).rate  # the check digit is wrong
    1900
    >>> tax_for(centre, Party("AT", "ATU13585627"), "event", rows).rate  # taxed where people meet
    1900
    >>> tax_for(Party("US"), Party("US"), "dues", []).category
    'O'
    """
    if seller.country not in UNION:
        return written(buyer.country, buyer.kind, subject, rows) or NO_TAX
    meets = subject.partition(":")[0] == "event"
    if buyer.country != seller.country and not meets and business(buyer):
        inside = buyer.country in UNION
        return TaxLine(0, TaxCategory.REVERSE_CHARGE, REVERSE_CHARGE) if inside else TaxLine(0, "O", OUTSIDE_UNION)
    abroad = None if meets else written(buyer.country, buyer.kind, subject, rows)
    return abroad or written(seller.country, buyer.kind, subject, rows) or NO_TAX


def written(country: str, kind: str, subject: str, rows: Iterable[Row]) -> TaxLine | None:
    """What the closest row says: one for this kind and subject comes before one for all."""
    fitting = [row for row in rows if row.fits(country, kind, subject)]
    if not fitting:
        return None
    closest = max(fitting, key=lambda row: (bool(row.kind), bool(row.subject)))
    return TaxLine(closest.rate, closest.category, closest.words)


def business(buyer: Party) -> bool:
    """Whether a buyer counts as a taxable person: in the Union by a sound VAT number of that country.

    >>> business(Party("GR", "EL094259216")), business(Party("AT", "")), business(Party("US", "", "hospital"))
    (True, False, True)
    """
    if buyer.country in UNION:
        return sound_vat_number(buyer.tax_number, buyer.country)
    return buyer.kind not in ("", "individual", "student", "patient")


def sound_vat_number(number: str, country: str) -> bool:
    """Whether the digits of a VAT number fit together and its first letters name the country; nobody is asked.

    >>> sound_vat_number("ATU 1358 5627", "AT"), sound_vat_number("ATU13585627", "DE"), sound_vat_number("12", "AT")
    (True, False, False)
    """
    try:
        compact: str = vat.validate(number)
    except ValidationError:
        return False
    return compact[:2] == ("EL" if country == "GR" else country)
