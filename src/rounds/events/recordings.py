"""Captions as a WebVTT file, checked before anybody relies on them, and where a plain video file comes from."""

import re
from urllib.parse import urlsplit

TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
CUE = re.compile(rf"^({TIME}) +--> +({TIME})(?: .*)?$")


def seconds(time: str) -> float:
    """
    >>> seconds("01:00:02.500"), seconds("00:02.000")
    (3602.5, 2.0)
    """
    found = 0.0
    for part in time.split(":"):
        found = found * 60 + float(part)
    return found


def video_origin(link: str) -> str:
    """The server of a link to a video file that browsers play by themselves, or nothing.

    >>> video_origin("https://Video.example:8443/a/talk.MP4?x=1"), video_origin("https://video.example/watch?v=a.mp4")
    ('https://video.example:8443', '')
    """
    parts = urlsplit(link)
    host = parts.hostname or ""
    if not parts.path.lower().endswith((".mp4", ".webm")) or not host.isascii():
        return ""
    return f"https://{host}:{parts.port}" if parts.port else f"https://{host}"


def trouble_in(captions: str) -> tuple[str, int] | None:
    """What is wrong, and in which line: "head", "times", "order" or "empty"; None when nothing is.

    >>> trouble_in("WEBVTT\\n\\n00:01.000 --> 00:04.000\\nGood morning.\\n")
    >>> trouble_in("1\\n00:00:01,000 --> 00:00:04,000\\nGood morning.\\n")
    ('head', 1)
    >>> trouble_in("WEBVTT\\n\\n00:04.000 --> 00:01.000\\nBack in time.\\n")
    ('order', 3)
    >>> trouble_in("WEBVTT\\n")
    ('empty', 1)
    """
    lines = captions.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t].*)?$", lines[0]):
        return "head", 1
    spoken, last = False, 0.0
    for place, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        cue = CUE.match(line)
        if cue is None:
            return "times", place
        begins, ends = seconds(cue[1]), seconds(cue[2])
        if ends <= begins or begins < last:
            return "order", place
        last, spoken = begins, spoken or bool(place < len(lines) and lines[place].strip())
    return None if spoken else ("empty", 1)
