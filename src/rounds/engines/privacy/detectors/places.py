"""Places smaller than a state: rooms and beds, streets, towns, post codes, schools, employers."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Found, Group, several
from rounds.engines.privacy.lexicon import (
    CAREPLACE,
    CLIN,
    COMMON,
    DRTITLE,
    DRUG,
    LODGE,
    MONTH,
    ORGWORD,
    PLACEWORD,
    STATE,
    STREET,
    TITLE,
    TOWN,
    WDAY,
)
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

ROOMS = "flat|window|sillon|fauteuil|secundaria|primaria|station|room|rm|bed|bay|chair|box|cubicle|apt|apartment|unit|pod|slot|suite|cuarto|cama|habitacion|hab|chambre|lit|apto|piso|bloque|bett|cot|resus|cell|tent|trolley|pieza|paritorio|table|seat|locker|cabin|caravan|engine|district|channel|zone|hall|hallway|block|bloc|camilla|boxe|plot|pitch|mile marker|gate"
ROOM = Spot(
    rf"\b(?:{ROOMS})\b(?:(?:(?<=rm)|(?<=apt)|(?<=hab)|(?<=apto))\. ?| ?)#?(?:no\.? ?(?=\d))?(?=[a-z]?-?\d|[a-z]\b|one|two|three|four|five|six|seven|eight|nine|ten)[a-z0-9]{{1,6}}(?:[ -][b-hj-z](?=\b))?(?!'|[/:]\d)(?:, [a-z]+ (?:view|house|court|towers?|mansions|lodge))?"
)
NUMBERED = Spot(
    r"\b(?:in|de la|de|a la|at|from|to|bed) (\d{1,3}-?[a-h]|\d{1,3} [b-h])\b(?!\.m|')|\b(?:de la|a la|la de la) (\d{1,3})\b(?! ?(?:h|horas|am|pm)\b)|\b(?:at|from|in) (no\.? ?\d{1,3}|number \d{1,3})\b|\b(\d{1,2}[oae] (?:izquierda|derecha|izq|dcha|etage gauche|etage droite))|\bin (\d{1,4})(?=[,!?;]|\.(?!\d)| (?:who|he|she|is|was|has|had|his|her|wants|keeps|sings|played|again|tonight)\b|$)|\b(?:la|el|lo|los|las) del (\d{1,4})\b(?! ?(?:%|h\b))|\bat (#\d{1,4})\b|\bin ((?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|[a-z]{3,5}teen) [a-d])\b"
)
ROAD = re.compile(
    r"\b(?:\d{1,5} |[a-z]{3,9}teen |[a-z]{3,9}ty )?(?:[a-z'.-]{2,20} ){1,3}(?:street|st|avenue|ave|boulevard|blvd|road|rd|lane|ln|drive|court|ct|highway|hwy|parkway|pkwy|terrace|crescent|alley|turnpike|pike|trail|loop|row)\b"
)
NUMBER_ROAD = re.compile(
    r"\b(?:(?:route|rte|highway|hwy|interstate|us|county road|county|cr|rn|ruta|carretera)[ -]|i-)\d{1,3}[a-z]?\b|(?<=the )[am]\d{1,3}\b|\b(?:on|at) (?:\d(?:st|nd|rd|th)|\d{2}(?:st|nd|rd|th))(?: (?:street|st|ave|avenue))?\b(?! of| floor)"
)
CALLE = Spot(
    r"\b(?:calle|avenida|avda|rue|rang (?=s(?:ain)?te? ?|saint-)|chemin|boulevard|impasse|colonia|barrio|plaza|carretera) (?:(?:de|del|de la|la|le|du|des|los|las) )?[a-z'-]{3,20}(?: \d{1,4})?"
)
ZIP = re.compile(
    r"(?<![\w$#.,-])(?!07)\d{5}(?:-\d{4})?(?![\w,.%-]*\d| \d)|\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)\b"
)
SCHOOLS = "High|Elementary|Elem|Middle School|High School|School|Academy|Primary|Prep|College|University|Church|Baptist|Lutheran|Methodist|Presbyterian|Tabernacle|Mosque|Synagogue|Temple|Parish|Chapel|Logistics|Freight|Steel|Motors|Foods|Diner|Bakery|Mills?|Plant|Warehouse|Farms?|Ranch|Market|Barn|Garage|Lumber|Bowl|Bar|Pub|Inn|Cafe|Harbor|Harbour|Bay|Cove|Creek|Hollow|Springs|Falls|Valley|Gap|Ridge|Heights|Hills?|Lake|Island|Beach|Bridge|Park|Bend|Ford|Fork|Crossing|Township|County|Village|Mine|Quarry|Campground|Orchard|Dairy|Marina|Mennonite|Fairgrounds"
SCHOOL_OF = r"\b(?:[Cc]olegio|[Ee]scuela|[Ii]nstituto|[Ll]ycee|[Ee]cole|[Cc]ollege|[Pp]arroquia|[Ee]glise|[Ss]ecundaria|[Pp]rimaria|Escuela|Instituto|Iglesia|Parroquia|Ferreteria|Panaderia|Rancho|Ecole|Lycee|College|Eglise|Usine|Liceo|Colonia|Mount) (?:(?:de|del|la|los|las|du|des|San|Santa|Saint|Sainte) ){0,2}[A-Z][\w'-]+"
SCHOOL = re.compile(rf"\b(?:[A-Z][\w'.-]+ ){{1,4}}(?:{SCHOOLS})\b|{SCHOOL_OF}")
SCHOOLED = Spot(rf"\b(?:{SCHOOLS})\b|{SCHOOL_OF}", capitals=True)
SMALL_SCHOOLED = Spot(r"\b(?:elementary|elem|middle school|high|baptist|parish|period)\b")
SMALL_SCHOOL = re.compile(
    r"\b(?:[a-z'.-]{3,16} )(?:elementary|elem|high school|middle school|high|baptist|parish)\b|\b(?:\d(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth) period(?: [a-z]{3,8})?\b"
)
TREATING = re.compile(
    r"\b(?:hospital|clinic|clinica|hospice|medical|health|surgery center|ehpad|chsld|centro de salud|hopital|clinique|care|dental|rehab|detox|nursing|memory|ward|urgent)\b"
)
NAMED_PLACES = frozenset(re.findall(r"[a-z]{3,}", SCHOOL.pattern.lower() + SMALL_SCHOOL.pattern)) | {
    "elem",
    "period",
}
NO_SCHOOL = (
    "blood",
    "the ",
    "very",
    "too ",
    "a ",
    "is ",
    "was ",
    "runs",
    "pretty",
    "how ",
    "sky",
    "fly",
    "then ",
    "not ",
    "aim",
    "hit",
    "so ",
    "my ",
    "this ",
    "that ",
    "new ",
    "all-time",
)
AFTER = frozenset(
    [
        "in",
        "from",
        "near",
        "of",
        "at",
        "outside",
        "out",
        "to",
        "past",
        "around",
        "behind",
        "leaving",
        "en",
        "desde",
        "a",
        "de",
        "cerca",
        "vers",
    ]
)


WARD = Spot(
    r"\b(?:icu|nicu|picu|ccu|micu|sicu|ldr|ward|side room|exam room|hall bed|portal|puerta|porte|salle|sala|unit|lot|trailer|berth|bldg|building|wing|pod|sillon|quirofano)\b ?#?(?:\d{1,4}[a-z]?|[a-h])\b(?!'| ?(?:%|patients|beds|people|hours|days|am|pm))"
    r"|\b\d{1,2} (?:north|south|east|west|nord|sud|est|ouest)\b(?! (?:street|st|ave|avenue|road|of|coast|side|bound))"
    r"|\b\d{1,2}e etage\b"
)
WARDS = several(
    "icu nicu picu ccu micu sicu ldr ward side exam hall portal puerta porte salle sala unit lot trailer berth bldg building wing pod quirofano north south east west nord sud est ouest etage"
)
NUMBERED_STREET = Spot(
    r"\b\d{1,4} (?!(?:miles?|hours?|minutes?|days?|weeks?|months?|years?|blocks?|feet|km)\b)(?:[nsew]\.? )?(?:\d{1,3}(?:st|nd|rd|th)\b|(?:[a-z'-]{3,15} ){1,2}(?:rise|close|gardens|mews|way|place|grove|hill|walk|green|view|yard|quay|square|circle|crossing|orchard|wharf|fields|ct|ln|dr|cir|wy)\b)(?! (?:grade|time|year|day|week|month|percentile|floor|of))"
)


NAMED = Spot(
    r"\b(?:at|in|from|near|outside|behind|off|past|on|by) (?:the |our )?(?:[A-Z][\w'-]*[a-zA-Z])(?: (?:[A-Z][\w'-]*|\d{1,4}\b|(?:of|de|del|la|&) [A-Z][\w'-]*)){0,3}",
    capitals=True,
)
NO_PLACE = WDAY | MONTH | CAREPLACE | CLIN | TITLE | DRTITLE | DRUG | STATE
COUNTRIES = several(
    "america africa asia europe usa uk eu england scotland wales ireland britain canada mexico guatemala honduras nicaragua panama cuba haiti jamaica"
    " colombia venezuela ecuador peru bolivia chile argentina brazil uruguay paraguay spain portugal france belgium germany austria switzerland italy"
    " poland ukraine russia romania bulgaria greece turkey norway sweden denmark finland iceland netherlands holland hungary croatia serbia albania"
    " egypt morocco algeria tunisia nigeria ghana kenya uganda rwanda tanzania ethiopia somalia sudan congo cameroon zimbabwe zambia malawi"
    " israel palestine gaza lebanon syria jordan iraq iran afghanistan pakistan india nepal bangladesh china taiwan korea japan vietnam laos cambodia"
    " thailand myanmar malaysia singapore indonesia philippines australia samoa fiji tonga latin english spanish french arabic hindi mandarin"
)


def _by_capitals(post: Post, groups: list[Group]) -> Iterator[Found]:
    """What has a capital behind "at", "in", "from" and is no name of a person; whose it is, what stands around it has to tell."""
    if post.small:
        return
    taken = {index for group in groups for index in range(group.first, group.last + 1)}
    for match in NAMED.finditer(post):
        first, last = bisect_left(post.starts, match.start()) + 1, bisect_left(post.starts, match.end())
        while first < last and not post.capitals[first]:
            first += 1
        words = range(first, last)
        if not words or not taken.isdisjoint(words) or any(post.bits[index] & NO_PLACE for index in words):
            continue
        if len(words) > 1 or not (post.bits[first] & COMMON or post.words[first] in COUNTRIES):
            yield Found(post.starts[first], match.end(), "LOCATION")


def find_places(post: Post, groups: list[Group]) -> Iterator[Found]:
    """Every small place of a text; the name of a place that treats people is none."""
    lower = post.lower
    if post.seen & LODGE or not LODGED.isdisjoint(post.words):
        yield from (Found(m.start(), m.end(), "LOCATION") for m in ROOM.finditer(post) if _room(post, m))
    if post.seen & STREET or "loop" in lower or " row" in lower:
        roads = (_from_name(post, m.start(), m.end()) for m in ROAD.finditer(lower) if _named(post, m.start(), m.end()))
        yield from (Found(start, end, "LOCATION") for start, end in roads if " " in lower[start:end])
    if post.digits:
        yield from _numbered(post)
    if " calle" in lower or post.seen & STREET or "colonia" in lower or "barrio" in lower or "plaza" in lower:
        yield from (
            Found(m.start(), m.end(), "LOCATION")
            for m in CALLE.finditer(post)
            if _named(post, lower.index(" ", m.start()) + 1, m.end())
        )
    yield from _schools(post)
    yield from _small(post)
    yield from _towns(post, groups)
    yield from _by_capitals(post, groups)


def _schools(post: Post) -> Iterator[Found]:
    """Schools, churches, employers and landscapes, by a name with a capital or in small letters."""
    named, small = SCHOOLED.there(post), SMALL_SCHOOLED.there(post)
    if not (named or small) or NAMED_PLACES.isdisjoint(post.words):
        return
    for match in SCHOOL.finditer(post.plain) if named else ():
        if not TREATING.search(match.group().lower()):
            yield Found(match.start(), match.end(), "LOCATION")
    for match in SMALL_SCHOOL.finditer(post.lower) if small else ():
        if not match.group().startswith(NO_SCHOOL):
            yield Found(match.start(), match.end(), "LOCATION")


def _numbered(post: Post) -> Iterator[Found]:
    """Flats and wards by number, roads with a number, post codes."""
    if not WARDS.isdisjoint(post.words):
        yield from (Found(m.start(), m.end(), "LOCATION") for m in WARD.finditer(post))
    if post.digits > 1 or post.seen & STREET:
        yield from (Found(m.start(), m.end(), "LOCATION") for m in NUMBERED_STREET.finditer(post))
    if post.hints & hints.NUMBERED:
        yield from (Found(*m.span(m.lastindex or 1), "LOCATION") for m in NUMBERED.finditer(post))
    if post.hints & (hints.NUMBERED_ROAD | hints.ORDINAL):
        yield from (Found(m.start(), m.end(), "LOCATION") for m in NUMBER_ROAD.finditer(post.lower))
    if post.hints & hints.POST_CODE and CODED.search(post.plain):
        yield from (Found(m.start(), m.end(), "LOCATION") for m in ZIP.finditer(post.plain))


CODED = re.compile(r"\d{5}|[A-Z]\d")
SHOP = Spot(
    r"\b(?:(?:el|la|le|du|de la|de l'|the|al|au) )(?:ferreteria|panaderia|carniceria|farmacia|peluqueria|tienda|bar|kiosco|bar-tabac|boulangerie|boucherie|epicerie|mercado|iglesia|gasolinera) (?:de|del|du|des) (?:la |el |l')?[a-z-]{4,20}"
    r"|\b(?:at|from|by|near|behind|outside) (?:the |our |my )?(?:[a-z]{4,12} )(?:store|shop|place|fair|fairgrounds|campground|diner|bakery|garage|mill|plant|yard|docks|depot|quarry|orchard|barn|trailer park)\b(?<!work place)|\b(?:el|la) de (?:la (?:vulcanizadora|panaderia|carniceria|ferreteria|farmacia|peluqueria|tienda|tortilleria|lavanderia|taqueria|fonda|casa \w+)|el taller)\b|\bthe (?:vfw|elks|legion|y|ymca|kwik[a-z-]*|food lion|piggly wiggly)\b|\bpost office in (?:[a-z]+ ){0,1}[a-z]+\b"
)
SHOPS = several(
    "vfw elks legion ymca ferreteria panaderia carniceria farmacia peluqueria tienda boulangerie boucherie epicerie bar-tabac kiosco office store shop place fair fairgrounds campground diner bakery garage mill plant yard docks depot quarry orchard barn park vulcanizadora tortilleria lavanderia taqueria fonda casa taller"
)
LEAD = re.compile(r"(?:at|from|by|near|behind|outside|(?:el|la) de) ")
NAMED_AFTER = several("lake mount fort port north south east west upper lower nether")
SMALL_LEADS = several("in at from near by behind outside of en desde cerca")


def _small(post: Post) -> Iterator[Found]:
    """Shops by what they sell, and small places written without capitals: "near pell harbor", "from lake corwin"."""
    words, bits, starts = post.words, post.bits, post.starts
    if not SHOPS.isdisjoint(words):
        yield from (Found(_shop(m), m.end(), "LOCATION") for m in SHOP.finditer(post))
    if not post.seen & PLACEWORD and NAMED_AFTER.isdisjoint(words):
        return
    for index in [place for place, word in enumerate(words[:-2], 1) if word in SMALL_LEADS]:
        if post.capitals[index] or post.gap(index) != " ":
            continue
        after = bits[index + 1]
        named = not bits[index] and words[index].isalpha() and len(words[index]) > 3
        if named and after & PLACEWORD and not after & (CAREPLACE | ORGWORD):
            last = index + 1
        elif named and index + 2 < len(words) and bits[index + 2] & PLACEWORD and not after & COMMON:
            last = index + 2
        elif words[index] in NAMED_AFTER and not after and len(words[index + 1]) > 3:
            last = index + 1
        else:
            continue
        yield Found(starts[index], post.ends[last], "LOCATION")


def _shop(match: re.Match[str]) -> int:
    """Where a shop begins: not at the word that leads to it."""
    lead = LEAD.match(match.group())
    return match.start() + (lead.end() if lead else 0)


LODGED = frozenset(re.findall(r"[a-z]+", ROOMS))


def _room(post: Post, match: re.Match[str]) -> bool:
    """Not "unit a new", where the letter is a word; not the model of a machine."""
    last = match.group().rsplit(" ", 1)[-1]
    return last not in {"a", "i", "y", "e"} or post.plain[match.end() - 1].isupper()


def _named(post: Post, start: int, end: int) -> bool:
    """Whether a street has a number or a name with a capital, or the whole text has no capitals."""
    words = post.plain[start:end]
    return (
        words[0].isdigit()
        or any(word.endswith("teen") for word in words.split())
        or any(word[:1].isupper() for word in words.split()[1:] or [words])
        or post.small
    )


def _from_name(post: Post, start: int, end: int) -> tuple[int, int]:
    """A street begins at its number or its first capital, not at the words that lead to it."""
    words = range(bisect_left(post.starts, start), bisect_left(post.starts, end))
    for index in words:
        if post.words[index][0].isdigit() or (post.capital(index) and not post.opens(index)):
            return post.starts[index], end
    kept = [
        i
        for i in words
        if post.words[i] not in AFTER and post.words[i] not in {"the", "on", "is", "house", "my", "his", "her", "up"}
    ]
    return (post.starts[kept[0]], end) if kept else (start, end)


def _towns(post: Post, groups: list[Group]) -> Iterator[Found]:
    for group in groups:
        if group.kind in {"place", "street"}:
            end = group.end
            following = group.last + 1
            if following < len(post.words) and post.gap(group.last) == " " and post.capital(following):
                end = post.ends[following]
            if not TREATING.search(post.lower[group.start : end + 12]):
                yield Found(group.start, end, "LOCATION")
    if post.seen & TOWN:
        for index in [place for place, meaning in enumerate(post.bits) if meaning & TOWN]:
            if index and post.words[index - 1] in AFTER and (post.capital(index) or post.small):
                yield Found(post.starts[index], post.ends[index], "LOCATION")
