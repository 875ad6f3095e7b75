"""What goes when in doubt: words that could lead to a person, in texts that are stored and not judged."""

import re
from collections.abc import Iterator

from rounds.engines.privacy.detectors.found import Found, several
from rounds.engines.privacy.detectors.naming import ORDINARY
from rounds.engines.privacy.lexicon import (
    BODY,
    CAREPLACE,
    CLIN,
    COMMON,
    COND,
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
    PROC,
    PRON3,
    RECENT,
    SENS,
    SOFTTITLE,
    STATE,
    STOPNAME,
    TEAM,
    THEME,
    TITLE,
    TOWN,
    US,
    WDAY,
    WORDNAME,
    YOU,
    lexicon,
)
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.wording import wording

SITES = (
    "place|shop|store|school|church|chapel|market|office|garage|yard|station|depot|bakery|pub|club|library|temple|mosque|quay|harbou?r|docks?|cottage|terrace|estate|lock|bridge|hill|"
    "green|village|stall|cafe|barn|works|mill|farm|inn|hotel|hostel|salon|gym|pool|theatre|cinema|museum|factory|foundry|brewery|bookshop|florist|butcher'?s|baker'?s|chemist'?s|"
    "barber'?s|nursery|college|academy|orchard|vineyard|allotments?|marina|pier|reservoir|common|square|close|crescent|lane|road|street|avenue|parade|flats?|towers?|block|houseboat|"
    "apartments?|apts?|projects|parking lot|car wash|truck stop|rest stop|corner|crossroads|intersection|overpass|cemetery|graveyard|courthouse|jail|prison|firehouse|lodge|grange|laundromat|"
    "woods|canyon|mountain|valley|island|ridge|junction|township|county|parish|reservation|rez|pueblo|warehouse|dispensary|daycare|preschool|elementary|high|grocery|pharmacy|supermarket|"
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
        ("LOCATION", rf"\b(?:at|@|in|near|from|by|behind|outside|opposite|past|off|around|across from|runs?|owns?|on) (?:the |our |my |her |his |their )?(?:[a-z'&-]{{2,14}} ){{0,3}}(?:{SITES})\b"),
        ("LOCATION", r"\b(?:del|de la|la|el|au|du|al) \d{1,4}\b(?! ?(?:%|mg|ml|de|por|ans|anos|h\b|horas|heures|dias|jours|mois|meses|ano))"),
        ("LOCATION", r"\b(?:walmart|walgreens|kroger|costco|publix|starbucks|mcdonald'?s|waffle house|wendy'?s|dollar (?:general|tree)|home depot|lowe'?s|safeway|tesco|asda|sainsbury'?s|mercadona|carrefour|leclerc|auchan)\b"),
        ("DATE", r"\b(?:[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:grade|degree|percentile|time|annual|year|edition|century|floor))|\b(?:the|on) (?:(?:twenty|thirty)-?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)(?= of\b|[.,!?;)]|$)"),
        ("DATE", r"\b(?:last|this|next|on|since|until|till|by|past|coming|every|from|before|after) (?:mon|tues?|weds?|thur?s?|fri|sat|sun)\b|\b(?:in|since|last|this|next|early|late|mid|by|until|till|from|of|every) (?:may|march|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"),
        ("DATE", r"\b(?:homecoming|prom|graduation|super ?bowl|spring break|thanksgiving|x-?mas|christmas|halloween|chanukah|hanukkah|easter|ramadan|eid|diwali|passover|juneteenth|mardi gras|navidad|nochebuena|nochevieja|paques|noel|toussaint|pentecote|carnaval|semana santa|lunar new year|new year'?s?)\b(?: (?:night|day|weekend|eve|morning|break|week|sunday|monday))?"),
        ("DATE", r"\b(?:on|since|born|dob|from|admitted|due|el|le|du) \(?\d{1,2}-\d{1,2}(?![\w-]| ?(?:days?|weeks?|months?|hours?|years?|mg|ml|%))"),
        ("PHOTO", r"\b(?:(?:shown|seen|featured) (?:here|above|below|with|in|at)|(?:above|below|thumbnail|cover|caption|alt|img|left to right|from left|l-r|at (?:right|left)|far (?:right|left))(?=:| ?\()|img_?\d*|gif|boomerang)\b[^.!?\n]{3,160}"),
        ("PHOTO", r"\bbefore[- /]{0,3}(?:and|&|n)?[- /]{0,3}after\b(?: (?:of|shots?|pics?|photos?)\b)?[^.!?\n]{0,80}|\b(?:antes y despues|avant[ /-]{1,3}(?:et )?apres)\b[^.!?\n]{0,80}"),
        ("PHOTO", r"\b(?:[\w'-]{1,20} ){1,3}(?:smiling|grinning|asleep|hooked up|ringing (?:the|that|her|his) bell|(?:in|wearing) (?:a|her|his|the) (?:hospital )?gown|thumbs up|blowing out|sonriendo|dormid[oa]|souriante?|endormie?)\b[^.!?\n]{0,80}"),
        ("PHOTO", r"\b(?:slide|reel|watch|story|cover|hero|banner|poster|tap|scroll|shown|visual|graphic|still|frame|diapositiva|visuel) ?\d{0,2}:[^.!?\n]{3,160}|\b(?:screen ?grab|screen ?cap|polaroid|collage|montage|carousel|headshot|snapshot|close-?up|captura|retrato|montaje|capture)\b[^.!?\n]{3,160}"),
        ("DATE", r"\b\d{1,3}(?:st|nd|rd|th) (?:birthday|bday|b-day|anniversary)\b|\b(?:jan|feb|apr|jun|jul|aug|sept|oct|nov)\b"),
        ("PHOTO", r"[\[{*](?! ?\[)[^\]}*\[\n]{12,200}[\]}*]"),
        ("PHOTO", r"\b(?:here (?:she|he|they) (?:is|are)|look at|check out|watch|behold|mira(?:d|n)?(?: a)?|regardez|voici) (?:her|him|his|their|this|that|these|those|our|my|the|est[aeo]s?|nuestr[oa]|mi|ce(?:tte)?|mon|ma|notre|le|la|el) [^.!?\n]{3,120}"),
        ("DATE", r"(?<![\w/.-])\d{1,2}[/.-](?:19|20)\d{2}(?![\w/])|(?<![\w/.-])(?:19|20)\d{2}[/.-]\d{1,2}(?![\w/])|(?<![\w/.])\d{1,2}/\d{1,2}(?=(?:th|st|nd|rd|ish)\b|-)"),
        ("DATE", r"\b(?:half[- ]term|(?:summer|winter) solstice|equinox|may ?day|pi day|st\.? pat'?s|bonfire night|burns night|fair week|harvest festival|cinco de mayo|finals week|(?:deer|hunting|rodeo|opening|memorial|labou?r|bank|veterans|presidents) (?:season|week|weekend|wknd|night|holiday|hol)|july (?:4|4th|fourth)|fourth of july|new years|nye|v-?day)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b"),
        ("DATE", r"\b(?:spring|summer|fall|autumn|winter|primavera|verano|otono|invierno|printemps|automne|hiver) (?:of |de |del )?'?(?:(?:19|20)\d\d|\d\d)\b|\b(?:mon|tues?|weds?|thur?s?|fri|sat|sun) \d{1,2}\b|\b(?:on|the) (?:[12]?\d|3[01])(?=[.,;!?)\n]|$| (?:and|he|she|we|they|i|at|in)\b)"),
        ("LOCATION", r"\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth) (?:floor|grade)\b"),
        ("LOCATION", r"\b(?:booth|desk|table|row|seat|stop|mile|marker|exit|bus|section|sector|engine|station|ladder|medic|cabin|dorm|lane|court|block|cell|pier|dock|hangar|bldg|building|chair|locker|trailer|lot|sillon|cama|lit|chambre|habitacion|cuarto|box|mesa|salon|aula|classe|grupo|year|period) #?\d{1,4}-?[a-z]?\b"),
        ("LOCATION", r"\b(?:pod|wing|unit|bay|block|tower|building|ward|side|zone|hall|dorm|suite|cell|room|bed|flat|apt|sala|cama|lit|porte|puerta|piso) [b-h]\b|\b(?:north|south|east|west|upper|lower|main|old|nord|sud|est|ouest|norte|sur|este|oeste) (?:wing|tower|hall|side|end|unit|annexe?|campus|building|gate|field|ward|block)\b"),
        ("LOCATION", rf"\b(?:{SITIOS}) (?:de|del|du|des|d'|la|saint|san|santa) ?(?:la |el |l'|los |las )?[a-z'-]{{3,16}}"),
        ("LOCATION", r"(?<![\w-])(?:\d{1,2}[nsewa-d]|[a-f]\d{1,2}|\d{1,2}-\d{2,3})(?=[?.,;:!)\n]|$)"),
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
NOT_RARE = COMMON | BODY | COND | PROC | DRUG | EVENT | WDAY | MONTH | SENS | CAREPLACE | STATE
NAMED_TOO = several(
    "addison alegra allegra aura baker barber belle ben butcher cara cheyenne cook coco corazon dara dent denver"
    " devine easter echo felicita fisher gala gracia houston kaplan levy mayo maximo merry modesto moon nevada oma"
    " parish queen queenie raleigh risa season singer tiny velvet vega webb wise wolf york young"
)
MODAL = several("will may so an do li mark chase grant drew long rich rob sue pat art mo skip can so yi mi")
OWNED = several(
    "the a an my our his her their this that no any some of in your more much such every each what el la los las un una mi su le les un une des ma ce"
)
ACTS = several(
    "is was has had went got came says said told just who needs wants and isn't wasn't hasn't still finally es esta estaba tiene tuvo fue est etait va qui que"
)
CALLED = several(
    "for with about than named called hi hey dear thanks meet and to from @ para con por pour avec chez merci gracias hola bonjour"
)
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
    | STOPNAME
)
NAMES = FIRST | LAST | NICK | WORDNAME | TOWN
PARTS = re.compile(r"[^\W\d_]{4,}")
ELIDED = re.compile(r"[A-Za-z]{1,2}'[A-Z]")
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
    yield from _ordinary(post)


def ordinary(word: str) -> bool:
    """Whether a word is known and no name.

    >>> ordinary("care"), ordinary("grace"), ordinary("whitcombe")
    (True, False, False)
    """
    bits = lexicon().words.get(word, 0)
    return bool(bits & (SMALL | KEPT)) and not bits & NAMES and word not in NAMED_TOO


def _ordinary(post: Post) -> Iterator[Found]:
    """Names that are ordinary words too: beside a relative or title, where a person acts, or called upon."""
    words, bits = post.words, post.bits
    for index, word in enumerate(words):
        name = word.removesuffix("'s")
        if not (bits[index] & NAMES or name in NAMED_TOO) or len(name) < 3:
            continue
        before = words[index - 1] if index and post.sentences[index - 1] == post.sentences[index] else ""
        after = words[index + 1] if index + 1 < len(words) and post.gap(index) == " " else ""
        related = before and bits[index - 1] & (KIN | TITLE | DRTITLE | SOFTTITLE | PATIENT | MINOR)
        acts = before not in OWNED and (word != name or after in ACTS or (after and bits[index + 1] & EVENT))
        stands = (before in CALLED and not after) or (
            not before if post.capitals[index] else not bits[index] & NOT_RARE
        )
        if related or (stands and name not in MODAL) or (acts and (name not in MODAL or post.capitals[index])):
            yield Found(post.starts[index], post.ends[index], "NAME")


def _rare(post: Post) -> Iterator[Found]:
    """Words that neither the lists nor the posts learned from know."""
    known = wording().spoken("provider").known
    words, bits, meanings = post.words, post.bits, lexicon().words
    for index, word in enumerate(words):
        if bits[index] or known.learned(word):
            continue
        parts = PARTS.findall(word)
        if any(part not in meanings and not known.learned(part) and not ORDINARY.search(part) for part in parts):
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
        day = bits[index] & (WDAY | MONTH | HOLI)
        if len(word) < 3 or (bits[index] & KEPT and not day):
            continue
        inside = capitals[index] and not post.opens(index) and not _shouted(post, index)
        inside = inside or ELIDED.match(post.plain, post.starts[index]) is not None
        leads = index + 1 < len(words) and capitals[index] and capitals[index + 1] and post.gap(index) == " "
        if inside or (not bits[index] & SMALL and (leads or _marked(post, index))):
            yield Found(post.starts[index], post.ends[index], "NAME")
        elif day and (capitals[index] or not bits[index] & (WORDNAME | FIRST | EVENT)):
            yield Found(post.starts[index], post.ends[index], "DATE")


def _marked(post: Post, index: int) -> bool:
    """Right behind a mark, or before "in" and a mark: "[place 1] potter", "potter in [place 1]"."""
    behind = index and post.plain.endswith("] ", 0, post.starts[index]) and post.words[index - 1].isdigit()
    return bool(behind) or MARKED.match(post.lower, post.ends[index]) is not None
