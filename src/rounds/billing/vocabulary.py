"""Words that billing and the apps above it share: kinds of payer, metrics of size, kinds of tax."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PayerKind(models.TextChoices):
    HOSPITAL = "hospital", _("Hospital")
    HEALTH_SYSTEM = "health_system", _("Health system")
    SCHOOL = "school", _("School or university")
    NON_PROFIT = "non_profit", _("Non-profit organisation")
    PATIENT_ASSOCIATION = "patient_association", _("Patient association")
    PROFESSIONAL_BODY = "professional_body", _("Professional body")
    INDUSTRY = "industry", _("Industry")
    INDIVIDUAL = "individual", _("Individual")
    STUDENT = "student", _("Student")
    PATIENT = "patient", _("Patient")


class SizeMetric(models.TextChoices):
    BEDS = "beds", _("Beds")
    STAFF = "staff", _("Staff")
    REVENUE = "revenue", _("Yearly revenue")


class TaxCategory(models.TextChoices):
    """The letters of EN 16931 (a part of UNCL 5305)."""

    STANDARD = "S", _("Taxed")
    ZERO = "Z", _("Zero rate")
    EXEMPT = "E", _("Exempt")
    REVERSE_CHARGE = "AE", _("The buyer accounts for the tax")
    OUTSIDE = "O", _("Outside the scope of tax")
