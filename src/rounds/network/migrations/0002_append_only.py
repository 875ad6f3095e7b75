"""The database itself keeps declared sizes, decided requests, ended seats and the price of a year as they were."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

SAME_YEAR = "NEW.starts IS NOT NULL AND NEW.price_minor = OLD.price_minor AND NEW.starts = OLD.starts AND NEW.ends = OLD.ends"
SAME_SEAT = "NEW.ended IS NOT NULL AND NEW.ended = OLD.ended AND NEW.person_id = OLD.person_id"
GUARD = AppendOnly(
    "network_append_only",
    "the history of the network is append-only",
    {
        "network_declaredsize": ("FALSE", "FALSE"),
        "network_hardshiprequest": ("OLD.granted IS NULL", "FALSE"),
        "network_membership": (f"OLD.started IS NULL OR ({SAME_YEAR})", "FALSE"),
        "network_seat": (f"OLD.ended IS NULL OR ({SAME_SEAT})", "FALSE"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_organisations")]
    operations = [GUARD.operation]
