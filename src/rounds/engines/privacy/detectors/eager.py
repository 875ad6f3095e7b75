"""What goes when in doubt: words that could lead to a person, in texts that are stored and not judged."""

import re
from collections.abc import Iterator

from rounds.engines.privacy.detectors.found import Found, several
from rounds.engines.privacy.detectors.naming import ORDINARY
from rounds.engines.privacy.lexicon import (
    CAREPLACE,
    CLIN,
    COMMON,
    CRED,
    DRTITLE,
    DRUG,
    EVENT,
    FIRST,
    FIRSTP,
    HEALTH,
    HOLI,
    JOB,
    KIN,
    LAST,
    MINOR,
    MONTH,
    NICK,
    PATIENT,
    PERSON,
    PRON3,
    RECENT,
    STATE,
    TEAM,
    THEME,
    TITLE,
    TOWN,
    US,
    WDAY,
    WORDNAME,
    YOU,
)
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.wording import wording

SITES = (
    "place|shop|store|school|church|chapel|market|office|garage|yard|station|depot|bakery|pub|club|library|temple|mosque|quay|harbou?r|docks?|cottage|terrace|estate|lock|bridge|hill|"
    "green|village|stall|cafe|barn|works|mill|farm|inn|hotel|hostel|salon|gym|pool|theatre|cinema|museum|factory|foundry|brewery|bookshop|florist|butcher'?s|baker'?s|chemist'?s|"
    "barber'?s|nursery|college|academy|orchard|vineyard|allotments?|marina|pier|reservoir|common|square|close|crescent|lane|road|street|avenue|parade|flats?|towers?|block|houseboat|"
    "fair|fairgrounds?|zoo|hall|cent(?:er|re)|campus|gym|stadium|arena|rink|campground|dorms?|track|field|beach|lake|creek|river|bar|diner|mall|plant|mine|ranch|casino|motel|symphony|memory care"
)
SITIOS = (
    "casa|tienda|taller|puesto|esquina|cancha|escuela|secundaria|primaria|preparatoria|prepa|iglesia|fabrica|finca|granja|hacienda|panaderia|carniceria|farmacia|peluqueria|vulcanizadora|ferreteria|kiosco|mercado|"
    "plaza|gasolinera|pemex|colegio|santa|boulangerie|boucherie|epicerie|quincaillerie|pharmacie|ferme|usine|ecole|lycee|college|eglise|place|mairie|poste|gare|garage|tabac|depanneur|stade|salle|maison|residence"
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
        ("LOCATION", r"\b(?:ward|floor|level|wing|theatre|gate|stall|plot|berth|pitch|house|number|no\.|suite|pod|hall|site|zone|lote|planta|piso|sala|etage|salle|service|pediatria|maternite|maternidad|reanimation|uci|medecine|medicina|cirugia|chirurgie|urgencias|consulta|porte|puerta) ?#?[a-z]?-?\d{1,4}[a-z]?\b"),
        ("LOCATION", rf"\b(?:at|in|near|from|by|behind|outside|opposite|runs?|owns?|on) (?:the |our |my |her |his |their )?(?:[a-z'-]{{3,14}} ){{0,2}}(?:{SITES})\b"),
        ("LOCATION", r"\b(?:st|saint|sainte|san|santa)\.? [a-z]{4,15}(?:'?s)?\b(?: (?:on|in|by|de|del|sur) (?:the |la |le )?[a-z]{3,12})?"),
        ("LOCATION", r"\b(?:privada|colonia|barrio|fraccionamiento|urbanizacion|residencial|pueblo|aldea|ejido|rancho|vereda|quartier|hameau|lieu-dit|residence|impasse|village) (?:de |del |la |las |los |des |du |l')?[a-z][a-z'-]{3,15}"),
        ("URL", r"\b[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|info|co|io|me|us|uk|fr|es|mx|ca|example|test|app|site|blog)\b(?:/[\w./?=&%@+~-]*)?"),
        ("OTHER_ID", (r"\b(?:the|that|this|our|a|el|la|le|un|una|une) (?:\w+ ){0,2}(?:guy|man|woman|lady|kid|girl|boy|fella|dude|bloke|gentleman|couple|family|widow|widower|twins?|triplets?|hombre|mujer|senora?|chic[oa]|nin[oa]|monsieur|dame|gamin|garcon|fille)"
        r" (?:who|that|whose|with the|from the|from|que|qui|del|de la|avec)\b(?: [\w'-]+){1,9}")),
        ("OTHER_ID", r"\b(?:the|our|town's|county's|state's|el|la|le|l') ?(?:only|first|last|oldest|youngest|tallest|longest|unic[oa]|seule?|premiere?|primer[oa]?|ultim[oa]|doyenne?) (?:[\w'-]+ ){1,6}(?:in|at|of|from|to|on|who|de|del|en|du|a)(?: [\w'-]+){1,4}"),
        ("OTHER_ID", r"(?:\"[^\"\n]{2,60}\" )?(?:[\w'-]{1,30} ){0,2}\b(?:tattoos?|tattooed|tatuajes?|tatouages?|birthmark|prosthe\w+|glass eye)\b(?: (?:of|on|that|which|reading|saying|with|across|along|over|de|en|sur|del)(?: [\w'-]+){1,6})?"),
        ("OTHER_ID", r"\b(?:known as|aka|nicknamed|goes by|calls? (?:himself|herself)|le dicen|apodad[oa]|surnomme?e?|alias) (?:the |el |la |le )?[\w'-]+(?: [\w'-]+)?"),
        ("PHOTO", r"\b(?:my|our|this|the|nuestr[oa]|notre|mon|ma|mi) (?:[\w-]+ ){0,3}(?:patient|patiente|paciente|resident|pt|kiddo|baby|lady|man|boy|girl|gentleman)\b[^\n.!?]{0,30}\b(?:wheelchair|smiling|grinning|thumbs up|in (?:his|her|a) gown|face to|asleep|holding|pulgar|sonri\w+|souri\w+|pouce)\b[^\n.!?]{0,60}"),
        ("PHOTO", r"\b(?:en la (?:foto|imagen)|sur la photo|in (?:this|the) (?:photo|pic|picture|video|clip)|pictured|swipe|photo|pic|video|foto|alt)\b[^\n.!?]{3,160}"),
        ("PHOTO", r"[\[(][^\])\n]{0,160}\b(?:patient|patiente|paciente|residents?|mrn|names?|boards?|faces?|visage|cara|rostro|wristband|bracelet|x-?ray|ekg|ecg|chart|tubes?)\b[^\])\n]{0,160}[\])]"),
        ("LOCATION", rf"\b(?:el|la|los|las|le|les|au|du|l') ?(?:{SITIOS})\b(?: [a-z'-]{{3,14}})?(?: (?:de|del|du|des|d'|la) ?(?:la |el |l'|los |las )?[a-z'-]{{3,16}}){{0,2}}"),
        ("OTHER_ID", r"\b(?:the|that|a|this) (?:[\w-]+ ){0,2}(?:farmer|rancher|driver|teacher|nurse|firefighter|trooper|cop|officer|cashier|clerk|singer|actor|actress|player|rider|runner|skier|hiker|diver|pilot|cook|chef|waitress|barber|baker|butcher|carpenter|trucker|student|soldier|veteran|pastor|priest|bride|groom) (?:who|that|whose|you saw|from)\b(?: [\w'-]+){1,14}"),
        ("OTHER_ID", r"\b(?:the|our|that) (?:bride|groom|mayor|coach|pastor|principal|sheriff|preacher|minister|president|owner|captain)(?:'s| of) [\w'-]+"),
        ("OTHER_ID", r"\b(?:plays|sings|dances|coaches|preaches|teaches) (?:[\w-]+ ){0,3}(?:in|at|for|with) (?:the |our )?[\w'-]+(?: [\w'-]+)?"),
        ("NAME", r"(?<![\w'])[a-z](?:[ .,-]{1,2}[a-z](?![\w'])){3,}"),
        ("NAME", r"\b(?:moi c'? ?est|je m'? ?appelle|my name'?s|name is|me llamo) [a-z'-]{3,16}"),
        ("PHOTO", r"\bhere'?s (?:the|my|his|her|a|an) (?:[\w-]+ )?(?:ekg|ecg|x-?rays?|scan|ct|mri|rash|wound|pic|photo|video|clip|shot|strip)\b[^.!?\n]{0,160}"),
        ("PHOTO", r"\b(?:me|us|him|her|mom|mum|dad|papa|grandma|grandpa|nana|baby|kiddo|patient|moi|yo) (?:\w+ )?(?:ringing|holding|smiling|sleeping|asleep|lying|hooked|wearing|waving|grinning|hugging|dancing|sitting|standing|sonriendo|souriant)\b[^.!?\n]{0,120}"),
        ("PHOTO", r"\b(?:photos?|pics?|pictures?|selfies?|videos?|clips?|reels?|screenshots?|footage|fotos?|imagen|portrait|x-?rays?|slideshow|radiografia|cliche|wristband|whiteboard|assignment board)\b(?: [\w'-]+){1,5}"),
        ("IP", r"\b\d{1,3}(?: ?(?:\.|dot|punto|point) ?\d{1,3}){3}\b|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}\b"),
        ("DATE", r"\b(?!(?:every|all|this|one|the|that|each|other|same|another|next|last|some|first|two|three|per|any|bad|good|long|whole|rest|what|hard|rough|tough|great|nice|new|whatever) )[a-z']{3,14} (?:day|eve)\b|\b(?:dia|fiestas?|feria|vispera|noche|jour|veille|fete) (?:de|del|des|du|d') ?(?:la |los |las |l')?[a-z]{3,14}"),
        ("DATE", r"\b(?:january|february|april|june|july|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|every march|every may)\b"),
    )
)  # fmt: skip
PLACING = several("in at from near to of on by en de desde a chez au aux du")
KEPT = CLIN | CRED | DRTITLE | DRUG | STATE | TITLE
SMALL = (
    COMMON
    | EVENT
    | HEALTH
    | PERSON
    | KIN
    | PATIENT
    | PRON3
    | FIRSTP
    | US
    | YOU
    | RECENT
    | THEME
    | JOB
    | MINOR
    | CAREPLACE
    | TEAM
)
NAMES = FIRST | LAST | NICK | WORDNAME | TOWN
MARKED = re.compile(r" (?:in|from|en|de la|de|dans|au) \[place")
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
    """Words that neither the lists nor the posts learned from know."""
    known = wording().spoken("provider").known.table
    words, bits = post.words, post.bits
    for index, word in enumerate(words):
        if bits[index] or len(word) < 4 or not word.isalpha() or word in known or ORDINARY.search(word):
            continue
        before = words[index - 1] if index else ""
        yield Found(post.starts[index], post.ends[index], "LOCATION" if before in PLACING else "NAME")


def _shouted(post: Post, index: int) -> bool:
    """Capitals only, of a word that a list knows and that is no name: "ICU", "NOT"."""
    bits = post.bits[index]
    return bool(bits) and not bits & NAMES and post.plain[post.starts[index] : post.ends[index]].isupper()


def _numbers(lower: str) -> Iterator[Found]:
    for match in CODES.finditer(lower):
        words = match.group()
        digits = sum(map(str.isdigit, words))
        if (digits >= 3 and not PLAIN.match(words)) or (digits > 3 and words.isdigit() and not YEAR.match(words)):
            yield Found(match.start(), match.end(), "OTHER_ID")


def _beside_marks(post: Post) -> Iterator[Found]:
    """Words with a capital inside a sentence or before another one, and words beside a mark that say nothing of care."""
    words, bits, capitals = post.words, post.bits, post.capitals
    for index, word in enumerate(words):
        if len(word) < 3 or bits[index] & KEPT:
            continue
        inside = capitals[index] and not post.opens(index) and not _shouted(post, index)
        leads = index + 1 < len(words) and capitals[index] and capitals[index + 1] and post.gap(index) == " "
        if inside or (not bits[index] & SMALL and (leads or _marked(post, index))):
            yield Found(post.starts[index], post.ends[index], "NAME")
        elif bits[index] & (WDAY | MONTH | HOLI) and (capitals[index] or not bits[index] & (WORDNAME | FIRST | EVENT)):
            yield Found(post.starts[index], post.ends[index], "DATE")


def _marked(post: Post, index: int) -> bool:
    """Right behind a mark, or before "in" and a mark: "[place 1] potter", "potter in [place 1]"."""
    behind = index and post.plain.endswith("] ", 0, post.starts[index]) and post.words[index - 1].isdigit()
    return bool(behind) or MARKED.match(post.lower, post.ends[index]) is not None
