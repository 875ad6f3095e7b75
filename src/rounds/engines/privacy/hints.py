"""Which detectors a text can possibly need, from its words: each word is looked at once and then remembered."""

import re

from rounds.engines.privacy.beginnings import JOINTS, Beginnings
from rounds.engines.privacy.keeping import READ_LETTERS, WORDS

# A hint may be too wide, never too narrow: the detector itself decides.
PIECES = {
    "role": r"\b(?:mayor|coach|pastor|priest|parroco|cura|pilot|captain|harbou?rmaster|referee|sheriff|principal|librarian|keeper|survivor|postmaster|postman|judge"
    r"|chief|goalkeeper|quarterback|anchor|intendente|alcalde|alcaldesa|maire|boulanger|notaire|facteur|bombero|diver|crossing|codebreaker|champion|president"
    r"|superintendent|deputy|commissioner|imam|rabbi|organist|farrier|blacksmith|maestra|maestro|senator|only|sole|unic[oa]|seule?|news|who|salio)\b",
    "print": r"print|scan|voice|huella|empreinte|template|impression|voix|voz",
    "template": r"template|gabarit|plantilla",
    "tattoo": r"tat[tuo]|engraved|grabad|grave|inked|across|decal|cicatriz|lunar|marca",
    "said digit": r"\b(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|un|deux|trois|quatre|sept|huit|neuf)\b",
    "keyword": r"^rx$|^auth$|subject|^code$|^donor$|rn-|md-|lpn-|pump|transmitter|mrn|record|chart|nhs|expediente|historia|nhc|pulsera|encounter|dossier|ipp|\bdl\b|access|acc(?:oun)?t|claim"
    r"|member|policy|subscrib|insur|bill|invoice|case|ref|statement|cuenta|poliza|reclam|factur|compte|contrat|medica|group|licen|driver|permi|passp|dni|nie|pasap|plate|tag|reg|vin"
    r"|placa|matric|plaque|immatr|serial|\bsn\b|serie|device|imei|ssn|social|seguridad|ending|folio|seguro|afilia|tramite|mutuelle|adherent|copay|ficha"
    r"|secu|niss|registre|^avs$|^ahv$|curp|cui[lt]|cedula|^cc$|aadhaar|^sin$|^mr$|^iep$|^nip$|^nda$|^nam$|ramq|ohip|^phn$|^chi$|^fin$|^csn$|visit|^card$|^carte$|^sip$|^cip$|tarjeta"
    r"|episodio|nuhsa|^nss$|^plan$|^mbi$|^hmo$|^ppo$|bcbs|aetna|cigna|humana|kaiser|anthem|^pami$|^eps$|^obra$|prepaga|beneficiario|^eob$|^order$|^run$|^numero$",
    "maybe a keyword": r"hospital|hosp|unit|patient|last|\bss\b|\bs\b",
    "great age": r"ninet|noven|quatre|nari|naire|hundred|cien|cent",
    "holiday": r"paques|black|toussaint|ash|pentecote|carnaval|bastille|fawkes|patrick|dia|day|year|july|labor",
    "picture": r"pictured|foto|photo|imagen|pic\b|showing|ringing|holding|filming|zoom|watch|album|slide|ray",
    "cared for": r"\b(?:admitted|discharged|diagnosed|vent|ventilator|extubat|intubat|surviv|remission|chemo|icu|nicu|hospice|transplant|surgery|seizures?|stroke|rehab|coma|meds|biopsy|er\b"
    r"|went|going|rang|passed|died|funeral|recover|ingres|oper|internad|hospitali|soins|memory|turned|birthday|refus|fell|broke|bled|labs|results?\b)",
    "at work": r"\b(?:runs|leads?\b|led\b|speak|volunteer|donated|gave|join|retir|award|promot|hired|graduat|certif|host|teach|taught|present|publish|wrote|author|chair|manages?\b|coordinat|years|our\b"
    r"|register|rsvp|ext\b|office|desk|shift|jubil|dirige|trabaja|imparte|anime|dirig|depart|congrat|welcome|employee|nominat|raised|sponsor|study|lecture|webinar|podcast|keynote)",
    "ordinal": r"\d(?:st|nd|rd|th)\b|\b1er\b",
    "numbered road": r"\b(?:route|rte|highway|hwy|interstate|us|road|county|cr|rn|ruta|carretera)\b|\bi-\d|\b[am]\d",
    "numbered": r"\b\d{1,3}-?[a-h]\b|^[b-h]$|^la$|^el$|^lo$|^l[ao]s$|^in$|^at$|^no$|^number$|^\d{1,2}[oae]\b|^ten$|^eleven$|^twelve$|teen$|^one$|^two$|^three$|^four$|^five$|^six$|^seven$|^eight$|^nine$",
    "account": r"handle|username|\buser\b|screen|account|\bgoes\b|snap|insta|\big\b|discord|venmo|usuario|pseudo",
    "letter": r"^(?:[b-hj-z]|[a-z](?:-[a-z])+)$",
    "mail": r"at|arroba|arobase|chez",
    "great number": r"\b(?:9\d|1[01]\d)(?!\d)",
    "code": r"^(?=.*-)(?:\D*\d){4}|\d{6}",
    "post code": r"\d{5}|[a-z]\d",
    "screen name": r"\b[a-z]{3,21}\d{2,4}\b",
}  # fmt: skip
(
    ROLE, PRINT, TEMPLATE, TATTOO, SAID_DIGIT, KEYWORD, MAYBE_KEYWORD, GREAT_AGE, HOLIDAY, PICTURE, CARED_FOR, AT_WORK,
    ORDINAL, NUMBERED_ROAD, NUMBERED, ACCOUNT, LETTER, MAIL, GREAT_NUMBER, CODE, POST_CODE, SCREEN_NAME,
) = (1 << number for number in range(len(PIECES)))  # fmt: skip


class Hints:
    """Word to the detectors it may be for and, higher up, to the patterns that can begin with it."""

    def __init__(self) -> None:
        self.pieces = [(1 << number, re.compile(piece).search) for number, piece in enumerate(PIECES.values())]
        self.begins, self.count = Beginnings(), len(PIECES)

    def begin_with(self, words: frozenset[str]) -> int:
        """A bit of its own for a pattern that can begin with these letters."""
        bit = 1 << self.count
        self.count += 1
        self.begins.add(words, bit)
        WORDS.clear()
        return bit

    def of(self, word: str) -> int:
        """All that the word may be for."""
        return sum(bit for bit, search in self.pieces if search(word, 0, READ_LETTERS)) | self.begins.of(word)

    def spots(self, word: str) -> tuple[tuple[int, int], ...]:
        """Where in the word patterns can begin, and which."""
        found = ((joint, self.begins.at(word, joint)) for joint in JOINTS[word])
        return tuple((joint, may) for joint, may in found if may)


HINTS = Hints()
