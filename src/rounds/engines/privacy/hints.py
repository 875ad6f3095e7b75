"""Which detectors a text can possibly need, from its words: each word is looked at once and then remembered."""

import re

from rounds.engines.privacy.keeping import Kept

# A hint may be too wide, never too narrow: the detector itself decides.
PIECES = {
    "role": r"\b(?:mayor|coach|pastor|priest|parroco|cura|pilot|captain|harbou?rmaster|referee|sheriff|principal|librarian|keeper|survivor|postmaster|postman|judge"
    r"|chief|goalkeeper|quarterback|anchor|intendente|alcalde|alcaldesa|maire|boulanger|notaire|facteur|bombero|diver|crossing|codebreaker|champion|president"
    r"|superintendent|deputy|commissioner|imam|rabbi|organist|farrier|blacksmith|maestra|maestro|senator|only|sole|unic[oa]|seule?|news|who|salio)\b",
    "print": r"print|scan|voice|huella|empreinte|template|impression|voix|voz",
    "template": r"template|gabarit|plantilla",
    "tattoo": r"tat[tuo]|engraved|grabad|grave|inked|across|decal|cicatriz|lunar|marca",
    "said digit": r"\b(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|un|deux|trois|quatre|sept|huit|neuf)\b",
    "keyword": r"rn-|md-|lpn-|pump|transmitter|mrn|record|chart|nhs|expediente|historia|nhc|pulsera|hospital|patient|encounter|dossier|ipp|\bss|\bdl\b|access|acc(?:oun)?t|claim"
    r"|member|policy|subscrib|insur|bill|invoice|case|ref|statement|cuenta|poliza|reclam|factur|compte|contrat|medica|group|licen|driver|permi|passp|dni|nie|pasap|plate|tag|reg|vin"
    r"|placa|matric|plaque|immatr|serial|\bs\b|\bsn\b|serie|device|imei|ssn|social|last|seguridad|ending",
    "driven": r"\b(?:car|van|truck|plate|reg|tag|parks?|coche|voiture|camion|camioneta|pickup|towed|clamped|keyed|drives?|parked)\b",
    "great age": r"ninet|noven|quatre|nari|naire|hundred|cien|cent",
    "holiday": r"paques|black|toussaint|ash|pentecote|carnaval|bastille|fawkes|patrick|dia|day|year|july|labor",
    "picture": r"pictured|showing|ringing|holding|filming|zoom|watch|album|slide|ray",
    "mail": r"at|arroba|arobase|chez",
}  # fmt: skip
(ROLE, PRINT, TEMPLATE, TATTOO, SAID_DIGIT, KEYWORD, DRIVEN, GREAT_AGE, HOLIDAY, PICTURE, MAIL) = (
    1 << number for number in range(len(PIECES))
)


class Hints(Kept[int]):
    """Word to the detectors it may be for."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = [(1 << number, re.compile(piece).search) for number, piece in enumerate(PIECES.values())]

    def worked_out(self, word: str) -> int:
        return sum(bit for bit, search in self.pieces if search(word))


HINTS = Hints()
