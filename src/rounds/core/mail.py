"""Letters: each is a text and an HTML twin made from the same template folder."""

import datetime as dt

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from rounds.core.queries import the_centre
from rounds.core.tasks import send_letter


def letter(
    template: str, *, to: str, language: str, context: dict[str, object], stop_url: str = ""
) -> EmailMultiAlternatives:
    """Write a letter from `<template>.subject.txt`, `.txt` and `.html` in the reader's language.

    With `stop_url` the reader's mail program offers to stop such letters with one click (RFC 8058).
    """
    with translation.override(language):
        filled = {"centre": the_centre(), "stop_url": stop_url, **context}
        subject = " ".join(render_to_string(f"{template}.subject.txt", filled).split())
        message = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", filled), to=[to])
        message.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    if stop_url:
        message.extra_headers |= {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return message


def post(message: EmailMultiAlternatives, *, not_before: dt.datetime | None = None) -> None:
    """Hand a letter to the worker; `not_before` holds it back where the job backend can wait."""
    job = send_letter
    if not_before and job.get_backend().supports_defer:
        job = job.using(run_after=not_before)
    html = str(message.alternatives[0][0]) if message.alternatives else ""
    headers = dict(message.extra_headers) or None
    files = [[str(part) for part in attachment[:3]] for attachment in message.attachments]
    for address in message.to:
        job.enqueue(message.subject, str(message.body), html, address, headers, files=files or None)
