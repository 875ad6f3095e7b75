"""Letters: each is a text and an HTML twin made from the same template folder."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from rounds.core.queries import the_centre


def letter(template: str, *, to: str, language: str, context: dict[str, object]) -> EmailMultiAlternatives:
    """Write a letter from `<template>.subject.txt`, `.txt` and `.html` in the reader's language."""
    with translation.override(language):
        filled = {"centre": the_centre(), **context}
        subject = " ".join(render_to_string(f"{template}.subject.txt", filled).split())
        message = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", filled), to=[to])
        message.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    return message
