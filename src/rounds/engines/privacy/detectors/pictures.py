"""Words that say what a picture shows."""

import re
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.lexicon import IMAGE
from rounds.engines.privacy.text import Post

SHOWN = re.compile(
    r"\b(?:en la (?:foto|imagen)|en esta (?:foto|imagen)|sur (?:la|cette) photo|in (?:this|the) (?:photo|pic|picture|video|clip))[, ][^\n.!?]{3,160}|\b(?:alt(?: text)?|photo|pic|picture|image|video|clip|selfie|screenshot|snapshot|foto|imagen|texto alternativo|description|visuel|caption|frame|slide|reel|texte alternatif|descripcion|livestream|still)s? ?(?:\d ?)?[:=-] ?[^\n.!?]{3,240}"
    r"|\bme (?:holding|with|and) (?:one of )?(?:my|our|this|a) [^\n.!?]{3,120}|\b(?:selfie|pic|photo|picture|snap|foto|video) (?:in|in front of|with|on|by|del?|avant|avec) [^\n.!?]{3,120}|\bclose[- ]?up [^\n.!?]{3,120}|\b(?:screen|board|whiteboard|wristband|chart|monitor|pizarra|tableau) (?:behind|pic|photo|shot|in|facing|visible)\b[^\n.!?]{0,80}|\bx-?ray of the [^\n]{3,160}"
    r"|\bswipe (?:for|to see)[^\n.!?(,]{3,60}(?:, full face)?|\bpictured (?:with|here|in|at|below|above|after|holding)\b[^\n.,!?]{0,80}"
    r"|\b(?:photo|pic|picture|selfie|video|clip|footage|foto|image|snap|shot|livestream|x-?ray|scan|radiografia|radio|ultrasound|ct|cliche)s? (?:of|from|showing|shows|with|de|du|montrant|attached|below|in the comments)\b[^\n.!?]{3,160}"
    r"|\b(?:filming|filmed|recorded|recording) (?:some|this|a|my|our|the) [^\n.!?,]{5,100}|\bzoom in[^\n.!?]{5,100}|\bwatch (?:her|him|them) (?:hear|see|walk|take|ring|meet|talk|say)\b[^\n.!?]{3,100}|\balbum ?: [^\n.!?]{5,120}|\bslide \d is [^\n.!?]{5,100}|\bbed board (?:pic|photo|shot)[^\n.!?\"]{5,100}|(?<=\")[^\"\n]{0,30}\bpic with [^\"\n]{5,100}(?=\")"
    r"|\bme (?:ringing|holding|in my|on the|with my)\b[^\n.!?,|]{3,80}(?:gown|hospital|ward|icu|bell|bed)?|\b(?:panoramic |chest |dental )?x-?rays? from\b[^\n.!?]{3,100}"
    r"|\b(?:[\w]+, \d{1,2}, )?(?:showing off|smiling at the camera|mugging for)\b[^\n.!?,\u2013]{3,60}"
)
BODY = re.compile(
    r"\b(?:monsieur|dame|vieux|vieille|homme|femme|fillette|gamine?|garcon|maman|papa|fils|fille|mamie|papi|senora?|hombre|mujer|abuel\w+|ancian[oa]|hij[oa]|mama|niet[oa]|cama|lit|brancard|camilla|perfusion|suero|sonde|chemise d'hopital|fauteuil roulant|silla de ruedas|muletas?|andador|apellidos|campana|cloche|\d{1,3} (?:ans|anos)|\d{1,2}-year-old|mrs?|mme|miss|doña|dona|twins|jumeaux|jumelles|crowning|tracking board|full-face|sonri\w+|souri\w+|carnet|patients?|paciente|gown|icu|hospital bed|bed|wheelchair|tubes?|scar|wound|laceration|incision|stitches|rash|before[- ]and[- ]after|before and after|antes y despues|avant et apres|avant/apres|face|visage|smil\w+|child|kid|boy|girl|baby|newborn|babies|man|woman|mom|dad|son|daughter|uncle|aunt|grand\w+|resident|ultrasound|x-?ray|scan|mri|ct|radiograph\w*|panoramic|chart|records?|whiteboard|wristband|name|names|date of birth|legible|readable|monitor|screen|label|list|mole|teeth|tooth|burn|belly|bell|her|his|him|she|he|me|people in gowns|in the background|shoulders|boots|tattoo|enfant|bebe|nino|nina|bata|cicatriz|herida|pulsera|pantalla|brazalete|dossier|bracelet|ecran|plaie|rostro|cara|specimen|foot|feet|leg|arm|hands?|knee|heel|fist|legs|couple|driver|stretcher|crews|someone|amput\w+|prosthe\w+|widow\w*|preemie|premature|prematuro|abdomen|eyes covered|mano|manos|main|mains|cot|bed|lady|guy|gentleman|kiddos?|warriors|dude|open rooms|residents'|seated|form|diagnosis|last name)\b"
)
READABLE = re.compile(
    r"\b(?:lisibles?|apellidos|surnames|complaints|(?:patient|clinic) list|can be read|face (?:to|in) (?:the |full )?(?:camera|window|frame|view)|bloodied face|face a l'objectif|cara completa|mira a camara|\d{1,3} (?:ans|anos)|\d{1,2}-year-old|mrs?|mme|miss|dona|bald|couple|twins|jumeaux|jumelles|campana|cloche|pulgar(?:es)?|pouce|laughing|grinning|sonrie\w*|souri\w*|senora?|vieux monsieur|vieille dame|fillette|garcon|nin[oa]|man in (?:a |his )?(?:hospital )?gown|crowning|tracking board|full[- ]face|face (?:visible|shown|uncovered)|visage decouvert|cara (?:descubierta|visible)|legible|readable|clearly visible|can (?:read|see)|visible|showing (?:my|her|his|the) (?:name|dob)|name (?:and|strip|tag|on)|names|date of birth|wristband|whiteboard with|tattoo reading|reads|reading|mrn|with (?:her|his|my|the) (?:name|face)|se (?:lee|ve)|on (?:lit|voit)|lisible|nombre|smil\w+|her|his|birthdate|full name|in the corner|every last name|de frente|sonriendo|grin|gap-tooth|smirk|thumbs up|holding one of|bed board|whiteboard|listing|surname|uncle|aunt|mom|dad|son|daughter|grand\w+|boy|girl|kid|child|me|resident\w*|in (?:his|her) )\b"
)
HIDES = re.compile(
    r"\b(?:eyes covered|de espaldas|de dos|heads? cropped|out of (?:shot|frame)|no names?|sin nombre|can't read|cannot read|turned so|partly covered|nobody's face|cadrage|no face|faces? (?:blurred|hidden|cropped|covered|not)|blurred|cropped|close crop|neck[- ]down|de-?identified|redacted|no identifiers?|blacked out|hands only|only hands|from behind|turned away|face away|back of|no patient|pixelated|sin rostro|borros\w*|recortad\w*|flout\w+|recadre\w*|name(?:s)? (?:strip )?(?:cropped|hidden|covered|removed|blurred)|masked)\b"
)
STAGED = re.compile(
    r"\b(?:staff|team|nurses? (?:in|with|wearing|hold)|doctors? (?:in|with|wearing)|scrubs|cake|empty|waiting room|building|lobby|logo|graphic|chart showing|bar chart|line graph|infographic|stock|model|models|manikin|mannequin|actor|posed|illustration|drawing|poster|parking|garden|aquarium|ribbon|dog|cat|plastic|cartoon|diagram|ambulance (?:with|parked)|food|soup|volunteers?|equipe|personal|equipo|personnel|simulation|simulado|sim lab|pumpkin|mural|bake|quilt|plate of|sign)\b"
)


BRACKETED = re.compile(
    r"[\[({](?=[^\])}\n]{0,40}\b(?:photo|pic|picture|image|video|vid|clip|alt|selfie|screenshot|foto|imagen|x-?ray|ct|mri|scan|radiografia|radio|irm|close up|reel|still|slide|carousel|before/after|bodycam|dashcam)\b)[^\])}\n]{5,300}[\])}]"
)
OPENERS = (
    "pictured",
    "en la foto",
    "sur la photo",
    "showing off",
    "me ringing",
    "me holding",
    "filming",
    "zoom in",
    "watch her",
    "watch him",
    "album",
    "slide",
    "x-ray",
)


def find_pictures(post: Post) -> Iterator[tuple[Found, bool]]:
    """Phrases about a picture of a patient or a record, and whether a person or words can be made out in it."""
    lower = post.lower
    if not post.seen & IMAGE and not (post.hints & hints.PICTURE and any(word in lower for word in OPENERS)):
        return
    bracketed = BRACKETED.finditer(lower) if "[" in lower or "(" in lower else ()
    for match in (*bracketed, *SHOWN.finditer(lower)):
        words = match.group()
        if STAGED.search(words) and not re.search(
            r"legible|readable|patients?\b|wristband|whiteboard|gown|bandaged|bedside|residents|waiting room in the background|people seated|someone|couple|hospital blanket|families|family|apellidos|radiografia",
            words,
        ):
            continue
        if not BODY.search(words):
            continue
        end = match.end()
        while end > match.start() and lower[end - 1] in " ,;:-\"')|":
            end -= 1
        yield Found(match.start(), end, "PHOTO"), bool(READABLE.search(words)) and not HIDES.search(words)
