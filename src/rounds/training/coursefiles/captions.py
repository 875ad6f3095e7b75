"""Recognises captions in the WebVTT form (W3C, https://www.w3.org/TR/webvtt1/)."""

import re

HEAD = re.compile(r"WEBVTT(?:[ \t].*)?")
CLOCK = r"(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
CUE = re.compile(rf"{CLOCK}[ \t]+-->[ \t]+{CLOCK}(?:[ \t].*)?")


def why_not_webvtt(raw: bytes) -> str | None:
    r"""Say why a file is not WebVTT with at least one cue, or None when it is.

    >>> why_not_webvtt(b"WEBVTT\n\n00:00.000 --> 00:02.500\nGood morning.\n")
    >>> why_not_webvtt(b"1\n00:00:00,000 --> 00:00:02,500\nGood morning.\n")
    'captions begin with a line WEBVTT'
    """
    try:
        lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "captions are UTF-8"
    if not HEAD.fullmatch(lines[0]):
        return "captions begin with a line WEBVTT"
    wrong = [line for line in lines if "-->" in line and not CUE.fullmatch(line.strip(" \t"))]
    if wrong:
        return "a cue is timed as 00:01.000 --> 00:02.500"
    return None if any("-->" in line for line in lines) else "the captions hold no cue"
