"""Ways to reach a person: mail, phone, links, account names; also written out to hide them."""

import re
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.detectors.numbers import provider_number
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}")
DOT = r"(?:[ ]?[(\[{<]\s?(?:dot|punto|point)\s?[)\]}>][ ]?|[ ](?:dot|punto|point)[ ]|\.)"
AT = r"(?:[ ]?[(\[{<]\s?(?:at|arroba|arobase|chez)\s?[)\]}>][ ]?|[ ](?:at|arroba|arobase|chez)[ ])"
HIDDEN_MAIL = re.compile(
    rf"(?<![\w.])[\w+-]{{1,40}}(?:{DOT}[\w+-]{{1,40}}){{0,4}}{AT}[\w-]{{1,40}}(?:{DOT}[\w-]{{2,24}}){{1,4}}"
)
SPELT = re.compile(
    r"[(\[{<]\s?(?:at|arroba|arobase|dot|punto|point)\s?[)\]}>]| (?:at|arroba|arobase|chez) [\w-]+(?: (?:dot|punto|point) |\.)"
)
SIGNS = (" at ", "at)", "arroba", "at]", "arobase", " chez ")
HANDLE = re.compile(r"(?<![\w@./])@[\w](?:[\w.-]{0,38}[\w])?|(?<![\w/])/?u/[\w-]{3,30}")
SCREEN_NAME = re.compile(r"(?<=[\"'(])[A-Za-z][A-Za-z]{2,20}(?:_[A-Za-z0-9_]{1,12}|[0-9]{2,4})(?=[\"')])")
PHONE = Spot(
    r"(?<![\w.@/#-])(?:\+\d{1,3}[ .-]?)?(?:7\d{3} \d{6}|\d{2}[ -]\d{4}[ -]\d{4}|0\d{4} \d{3} \d{3}|\d{3} \d{2} \d{2}|07\d{3} \d{3} \d{3}|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|\d{3}[ .-]\d{3}[ .-]\d{4}|0\d(?:[ .-]\d{2}){4}"
    r"|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}|07\d{3}[ ]?\d{6}|[6789]\d{2}[ .-]\d{3}[ .-]\d{3}|[6789]\d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{2}|\d{3}[ .-]\d{4}|\d{10})(?![\w-]*\d)"
)
LINK = Spot(
    r"\b(?:https?://|www\.)[^\s<>\"')\]]{3,200}|\b(?:gofundme|gofund|facebook|instagram|tiktok|caringbridge|venmo|cash\.app|fb|youtu|x|twitter)\.(?:com|org|me|be)?/?[\w./?=&%@-]{2,80}"
)
BARE_LINK = re.compile(
    r"\b(?:hxxps?://)?(?:[\w-]{2,40}\.){1,4}(?:com|org|net|io|me|co|fr|es|uk|be|ly|gl|gg|info|us|ca|help)/[\w./?=&%@+~-]{2,80}"
    r"|\b[\w-]{2,40}(?: (?:dot|punto|point) [\w-]{2,30}){1,4} ?/ ?[\w./-]{2,60}"
)
SITE = re.compile(
    r"/(?:register|apply|jobs?|events?|careers?|donate|study|docs?|about|news|rsvp|gala|programs?|classes|flu|vaccin\w*|survey|guide\w*|handout\w*|help|tickets|schedule|inscri\w+|blog|research|podcast|cme)\b"
)
NAMED_ACCOUNT = Spot(
    r"\b(?:handle|username|user name|screen name|account|goes by|snap|insta|ig|discord|venmo|usuario|pseudo)(?: (?:is|es|est|on \w+ is))?:? (@?[a-z][\w.]*[_.\d][\w.]*\w)"
)
PERSONAL_LINK = re.compile(
    r"gofund|caringbridge|venmo|cash\.app|paypal\.me|facebook\.com/|fb\.com|instagram\.com/|tiktok\.com/@|/patients?/|/chart|/mychart|portal|linkedin\.com/in|twitter\.com/|youtu"
)


def find_contacts(post: Post) -> Iterator[Found]:
    """Mail addresses, phone numbers, personal links and account names, with any owner."""
    plain = post.plain
    if "@" in plain or "u/" in plain:
        mails = [Found(m.start(), m.end(), "EMAIL") for m in MAIL.finditer(plain)]
        yield from mails
        yield from (Found(m.start(), m.end(), "HANDLE") for m in HANDLE.finditer(plain))
    if post.hints & hints.MAIL and any(sign in post.lower for sign in SIGNS) and SPELT.search(post.lower):
        yield from (Found(m.start(), m.end(), "EMAIL") for m in HIDDEN_MAIL.finditer(post.lower))
    if ("_" in plain or post.hints & hints.SCREEN_NAME) and ('"' in plain or "'" in plain or "(" in plain):
        yield from (Found(m.start(), m.end(), "HANDLE") for m in SCREEN_NAME.finditer(plain))
    if "/" in plain or "www" in plain:
        yield from (Found(m.start(), m.end(), "URL") for m in LINK.finditer(post) if PERSONAL_LINK.search(m.group()))
    if "/" in plain:
        yield from (
            Found(m.start(), m.end(), "URL") for m in BARE_LINK.finditer(post.lower) if not SITE.search(m.group())
        )
    if post.hints & hints.ACCOUNT and ("_" in plain or post.digits):
        yield from (Found(m.start(1), m.end(1), "HANDLE") for m in NAMED_ACCOUNT.finditer(post))
    if post.digits > 6:
        clinicians = "npi" in post.lower
        yield from (
            Found(m.start(), m.end(), "PHONE")
            for m in PHONE.finditer(post)
            if not (clinicians and provider_number(m.group()))
        )
