"""What goes when in doubt: words that could lead to a person, in texts that are stored and not judged."""

import re
from collections.abc import Iterator

from rounds.engines.privacy.detectors.found import Found, several
from rounds.engines.privacy.detectors.naming import ORDINARY
from rounds.engines.privacy.lexicon import FIRST, KIN, LAST
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.wording import wording

SITES = (
    "place|shop|store|school|church|chapel|market|office|garage|yard|station|depot|bakery|pub|club|library|temple|mosque|quay|harbou?r|docks?|cottage|terrace|estate|lock|bridge|hill|"
    "green|village|stall|cafe|barn|works|mill|farm|inn|hotel|hostel|salon|gym|pool|theatre|cinema|museum|factory|foundry|brewery|bookshop|florist|butcher'?s|baker'?s|chemist'?s|"
    "barber'?s|nursery|college|academy|orchard|vineyard|allotments?|marina|pier|reservoir|common|square|close|crescent|lane|road|street|avenue|parade|flats?|towers?|block|houseboat"
)
PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("DATE", r"\bnew years?'? (?:eve|day)\b|\b(?:mothers|fathers|valentines|st patricks|labor|memorial|veterans) day\b|\b\d{1,2}(?:st|nd|rd|th)? of [a-z]{3,9}\b|\b(?:le|el) \d{1,2}\b(?! ?(?:%|h\b|ans|anos))"),
        ("DATE", r"(?<![\w/.])\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?![\w/%]|\.\d)(?! ?(?:mg|ml|mm|cm|kg|km|miles|hours|years|stars|pain|million|percent|per cent))"),
        ("DATE", (r"\b(?:tues?|weds?|thurs?|thu|fri)\b|\b(?:his|her|their|my) \d{1,3}(?:st|nd|rd|th) birthday\b|\b(?:lent|pentecost|epiphany|advent|michaelmas|all saints|yom kippur|rosh hashanah|purim|holi|vesak|candlemas|whitsun|shrove tuesday"
        r"|pancake day|election day|columbus day|mlk day|kwanzaa|nowruz|reyes|san juan|saint-jean|la chandeleur|opening day|dia del? (?:la )?[a-z]{4,10}|(?:last|first|second|third|next) (?:weekend|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?)\b")),
        ("IP", r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
        ("LOCATION", r"(?<!\d )\b(?:in|at|from|en|de la|to|room|rm|bed|unit|bay) #?(?!(?:19|20)\d\d\b)(?:[a-z]-?\d{1,3}[a-z]?|\d{1,4}-?[a-h]?|\d{1,2}-\d{2,4})\b(?!['/.,:]\d)(?! ?(?:%|mg|ml|am|pm|hours?|hrs?|days?|weeks?|months?|years?|minutes?|mins?|percent|people|patients|anos|ans|heures|horas|dias|or|to|of|out|states|countries|million|thousand|o'clock))"),
        ("PHOTO", r"\b(?:vid|reel|stitch|selfie|screenshot|snap|footage|livestream|bodycam|webcam)\b[^\n.!?]{3,160}"),
        ("LOCATION", r"\b(?:ruta|carretera|county|km|highway|route|autopista|nationale|departementale) ?\d{1,4}\b"),
        ("LOCATION", r"\b(?:ward|floor|level|wing|theatre|gate|stall|plot|berth|pitch|house|number|no\.|suite|pod|hall|site|zone|lote|planta|piso|sala|etage|salle|service) ?#?[a-z]?-?\d{1,4}[a-z]?\b"),
        ("LOCATION", rf"\b(?:at|in|near|from|by|behind|outside|opposite|runs?|owns?|on) (?:the |our |my |her |his |their )?(?:[a-z'-]{{3,14}} ){{0,2}}(?:{SITES})\b"),
        ("LOCATION", r"\b(?:st|saint|sainte|san|santa)\.? [a-z]{4,15}(?:'?s)?\b(?: (?:on|in|by|de|del|sur) (?:the |la |le )?[a-z]{3,12})?"),
        ("LOCATION", r"\b(?:privada|colonia|barrio|fraccionamiento|urbanizacion|residencial|pueblo|aldea|ejido|rancho|vereda|quartier|hameau|lieu-dit|residence|impasse|village) (?:de |del |la |las |los |des |du |l')?[a-z][a-z'-]{3,15}"),
        ("URL", r"\b[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|info|co|io|me|us|uk|fr|es|mx|ca|example|test|app|site|blog)\b(?:/[\w./?=&%@+~-]*)?"),
        ("OTHER_ID", (r"\b(?:the|that|this|our|a|el|la|le|un|una|une) (?:\w+ ){0,2}(?:guy|man|woman|lady|kid|girl|boy|fella|dude|bloke|gentleman|couple|family|widow|widower|twins?|triplets?|hombre|mujer|senora?|chic[oa]|nin[oa]|monsieur|dame|gamin|garcon|fille)"
        r" (?:who|that|whose|with the|from the|from|que|qui|del|de la|avec)\b(?: [\w'-]+){1,9}")),
        ("OTHER_ID", r"\b(?:the|our|town's|county's|state's|el|la|le|l') ?(?:only|first|last|oldest|youngest|tallest|longest|unic[oa]|seule?|premiere?|primer[oa]?|ultim[oa]|doyenne?) (?:[\w'-]+ ){1,6}(?:in|at|of|from|to|on|who|de|del|en|du|a)(?: [\w'-]+){1,4}"),
        ("OTHER_ID", r"(?:\"[^\"\n]{2,60}\" )?(?:[\w'-]+ ){0,2}\b(?:tattoos?|tattooed|tatuajes?|tatouages?|birthmark|prosthe\w+|glass eye)\b(?: (?:of|on|that|which|reading|saying|with|across|along|over|de|en|sur|del)(?: [\w'-]+){1,6})?"),
        ("OTHER_ID", r"\b(?:known as|aka|nicknamed|goes by|calls? (?:himself|herself)|le dicen|apodad[oa]|surnomme?e?|alias) (?:the |el |la |le )?[\w'-]+(?: [\w'-]+)?"),
        ("PHOTO", r"\b(?:my|our|this|the|nuestr[oa]|notre|mon|ma|mi) (?:[\w-]+ ){0,3}(?:patient|patiente|paciente|resident|pt|kiddo|baby|lady|man|boy|girl|gentleman)\b[^\n.!?]{0,30}\b(?:wheelchair|smiling|grinning|thumbs up|in (?:his|her|a) gown|face to|asleep|holding|pulgar|sonri\w+|souri\w+|pouce)\b[^\n.!?]{0,60}"),
        ("PHOTO", r"\b(?:en la (?:foto|imagen)|sur la photo|in (?:this|the) (?:photo|pic|picture|video|clip)|pictured|swipe|photo|pic|video|foto|alt)\b[^\n.!?]{3,160}"),
    )
)  # fmt: skip
LEADS = several(
    "^ in at from near to of on by with for and or called named is it's its y en de desde a con para por se soy et chez avec pour par au aux du son sa mon ma mi su tu my his her our your their"
)
PLACING = several("in at from near to of on by en de desde a chez au aux du")
TRAILS = several(
    "'s who whose and is was has had said told got came went wants needs says passed died y es fue tiene que dijo et est a qui"
)
CODES = re.compile(r"(?<![\w$.,])#?[a-z0-9]*\d[a-z0-9]*(?:[-/.][a-z0-9]*\d[a-z0-9]*)*(?![\w%])")
PLAIN = re.compile(
    r"(?:19|20)\d\d\Z|\d{1,3}(?:st|nd|rd|th)?\Z|\d[\d.,]*(?:mg|mcg|ml|kg|lbs?|cm|mm|km|k|m|h|hrs?|min|am|pm|x|yo|y|ans|%|g|l|s|th|in|ft)?\Z|(?:covid|h|t|b|c|l|s|a|hb|vit|t-?|il-?|n|k|mp|g|f|ps)-?\d{1,3}[a-z]?\Z"
)


YEAR = re.compile(r"(?:19|20)\d\d\Z|\d+0\Z")


def find_eager(post: Post) -> Iterator[Found]:
    """Places, days, links, roles, marks and pictures in wide patterns; long numbers; words beside a name already gone."""
    for kind, pattern in PATTERNS:
        yield from (Found(match.start(), match.end(), kind) for match in pattern.finditer(post.lower))
    if post.digits > 2:
        yield from _numbers(post.lower)
    yield from _beside_marks(post)
    yield from _rare(post)


def _rare(post: Post) -> Iterator[Found]:
    """Words that neither the lists nor the posts learned from know, where a name or a place could stand."""
    known = wording().spoken("provider").known.table
    words, bits = post.words, post.bits
    for index, word in enumerate(words):
        if bits[index] or len(word) < 4 or not word.isalpha() or word in known or ORDINARY.search(word):
            continue
        before = words[index - 1] if index and post.gap(index - 1) in {" ", ' "'} else "^"
        after = words[index + 1] if index + 1 < len(words) and post.gap(index) == " " else "$"
        if before in LEADS or after in TRAILS or (before == "^" and after == "$"):
            yield Found(post.starts[index], post.ends[index], "LOCATION" if before in PLACING else "NAME")


def _numbers(lower: str) -> Iterator[Found]:
    for match in CODES.finditer(lower):
        words = match.group()
        digits = sum(map(str.isdigit, words))
        if (digits >= 3 and not PLAIN.match(words)) or (digits > 3 and words.isdigit() and not YEAR.match(words)):
            yield Found(match.start(), match.end(), "OTHER_ID")


def _beside_marks(post: Post) -> Iterator[Found]:
    """A word in no list that stands right behind a mark for a name, or has a hyphen and a first name in it."""
    for index in range(1, len(post.words)):
        word, bits = post.words[index], post.bits[index]
        behind = post.plain[: post.starts[index]].endswith("] ") and post.words[index - 1].isdigit()
        if behind and not bits and "-" in word and len(word) > 4:
            yield Found(post.starts[index], post.ends[index], "NAME")
        named = not bits or bits & (FIRST | LAST) or (post.bits[index - 1] & KIN and post.gap(index - 1) == " ")
        if post.capitals[index] and not post.opens(index) and len(word) > 2 and named:
            yield Found(post.starts[index], post.ends[index], "NAME")
