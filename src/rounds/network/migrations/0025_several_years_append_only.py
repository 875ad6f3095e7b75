"""A membership that has begun also keeps how many years were paid and what came off."""

from django.db import migrations
from django.db.migrations import RunPython

from rounds.core.append_only import AppendOnly

KEPT = ("price_minor", "starts", "ends")


def guard(*kept):
    same = " AND ".join(["NEW.starts IS NOT NULL", *(f"NEW.{name} = OLD.{name}" for name in kept)])
    return AppendOnly(
        "network_append_only",
        "the history of the network is append-only",
        {"network_membership": (f"OLD.started IS NULL OR ({same})", "FALSE")},
    )


BEFORE, NOW = guard(*KEPT), guard(*KEPT, "years", "off_minor")


class Migration(migrations.Migration):
    dependencies = [("network", "0024_several_years")]
    operations = [RunPython(BEFORE.allow, BEFORE.forbid), NOW.operation]
