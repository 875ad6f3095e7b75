"""Phrases beside a name that tell whose it is."""

import re

from rounds.engines.privacy.spotting import Spot

SELF = re.compile(
    r"(?:\b(?:i'm|i am|im|my name is|name's|this is|me llamo|mi nombre es|soy|je m'appelle|je suis|moi,? c'est|c'est|they spelled my name)[ \"]{1,2}|[-\u2013\u2014~] ?|\b(?:luv|love|xo|xoxo|thanks|regards|signed|cheers|bisous|besos|saludos|un abrazo|sincerely),? )\Z"
)
AGED = re.compile(
    r"[\"')]{0,2},? ?\(?(?:age[d]? |de )?\d{1,3}(?:[,.) ]|$| ?(?:ans|anos|yo|years?|mo|months?|m\b|f\b))|,? ?\(?(?:age|aged) \d"
)
WORK = r"(?:nurse|doctor|scheduler|surgeon|barista|conserje|custodian|driver|volunteer|receptionist|recruit\w*|hr|front desk|steps? down|retires?|joins?|trained|keynotes?|will (?:speak|keynote|present|call|host)|speaks|presents?|founded|runs? |has (?:been with|given)|donated|gave|scheduler|director|coordinator|manager|chair|professor|author)\b"
WORKING = Spot(rf"\b{WORK}")
WORKS = re.compile(
    r"[,(]? ?\(?(?:our|the|my|a|an|from|in|at|is|who|nuestr[oa]|notre|our own|your)? ?(?:\w+ ){0,2}" + WORK
)
ASKED = Spot(
    r"\b(?:ask for|asks? for|call|contact|email|rsvp to|rsvp|pregunte por|preguntar por|host(?:ed)? by|hosts?|by|speaker|author|chair|chef|chaired by|moderat\w+ by|featuring|presented by|thank you to|thanks to|gracias a(?: la)?|merci a|welcome|contact:|with host|written by|interview with|keynote|says|said|text|led by|taught by|with my co-author|co-author|trained with|named after|met with|responsable :?|informes:?|contact :|escribir a|con)[,:]? (?:our |the |nurse |dr\.? |la |el )?\Z"
)
CREDITED = re.compile(
    r",? ?\(?(?:rn|md|m\.d|do|np|phd|ph\.d|lpn|cna|bsn|msn|dds|dmd|facs|mph|pharmd|dpt|pt|ot|lcsw|pa-c|crna|mbbs|frcp|dvm|esq|ceo|cno|cmo)\b"
)
ILLNESS = Spot(
    r"\b(?:had (?:a|an|her|his|two|surgery|the)|has (?:a |an |been )?(?:\w+ )?(?:cancer|ms|als|shingles|diabetes|lupus|dementia|hiv|hep|lice|stroke|tumou?r|leukemia|infection|diagnosed|moved to hospice)|suffered|begins? (?:chemo|radio|treatment|dialysis)|starts? (?:chemo|radio|treatment|dialysis)|was (?:diagnosed|admitted|rushed|flown|taken|hit|shot|found|discharged|transferred|intubated)|is (?:in|out of) (?:the )?(?:icu|er|hospital|hospice|surgery|rehab|detox|ccu|nicu|coma|intensive)|passed away|died|relapsed|recovering|came (?:in|through|thru) (?:the )?(?:with|ct|er|ed|for|after|by)|underwent|battl\w+|fought|beat (?:cancer|leukemia)|rang the bell|went home|diagnosed|pulled through|mass on|collapsed|fell|crashed|in rehab|= rehab|ingresad[oa]|operad[oa]|internad[oa]|fallecio|murio|hospitalisee?|operee?|decede\w*|atteinte?|greffee?|est partie?)\b"
)
ILL = re.compile(r"[^.!?\n]{0,30}?" + ILLNESS.pattern.pattern)
DOSED = Spot(
    r"\b(?:\d+ ?(?:mg|mcg|ml)|tablets?|drops|cream|inhaler|patch|injections?|pump|pills?|gel|spray|syrup|support|infusion pumps?)\b"
)
PRODUCT = re.compile(r"[^.!?\n]{0,8}?" + DOSED.pattern.pattern)
PRODUCED = Spot(
    r"\b(?:this with|gotas|tried|taking|took|take|on|started|crema|pastillas|jarabe|gouttes|sous|prends|using|off|like|with my|the new|tomo|called|weeks of|days? (?:on|of|off)|day on) \Z"
)
