"""The field's words for whom a course is for and what it is for (GLOSSARY.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    PHYSICIAN = "physician", _("Physicians")
    NURSE = "nurse", _("Nurses")
    ALLIED = "allied", _("Allied health professionals")
    STUDENT = "student", _("Students and trainees")
    COMMUNICATIONS = "communications", _("Communications staff")
    EXECUTIVE = "executive", _("Executives")
    COMPLIANCE = "compliance", _("Compliance and legal")
    RESEARCHER = "researcher", _("Researchers")
    PATIENT = "patient", _("Patients and caregivers")
    PATIENT_ORGANISATION = "patient-organisation", _("Patient organisations")
    NON_PROFIT = "non-profit", _("Non-profit organisations")
    PUBLIC_HEALTH = "public-health", _("Public health")
    IT = "it", _("IT staff")


class Purpose(models.TextChoices):
    PROMOTE = "promote", _("Promote health")
    EDUCATE = "educate", _("Educate people")
    SCIENCE = "science", _("Advance science")
    CONNECT = "connect", _("Connect providers with patients")


class QuestionKind(models.TextChoices):
    ONE = "one", _("One answer")
    SEVERAL = "several", _("Several answers")
    ORDER = "order", _("Put in order")
    GAPS = "gaps", _("Words in a text")
    REFLECTION = "reflection", _("Short reflection")


class Change(models.TextChoices):
    MINOR = "minor", _("Minor: what people have finished stays finished")
    RETAKE = "retake", _("Must retake: everybody answers this lesson again")


class Subject(models.TextChoices):
    PRIVACY = "privacy", _("Privacy")
    CONSENT = "consent", _("Consent")
    BOUNDARIES = "boundaries", _("Boundaries")
    REVIEWS = "reviews", _("Reviews")
    CONDUCT = "conduct", _("Conduct")
    ENDORSEMENT = "endorsement", _("Endorsement")
    MISINFORMATION = "misinformation", _("Misinformation")
    SECURITY = "security", _("Account security")
    HARASSMENT = "harassment", _("Harassment")
    MEDIA = "media", _("Journalists")
    SAFETY = "safety", _("Safety")
