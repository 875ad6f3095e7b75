"""The database itself refuses to change what somebody rehearsed or answered; words can be erased, nothing else."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

KEPT = ("attempt_id", "number", "task", "choice", "verdict", "step", "length", "minutes", "at")
SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in KEPT)
GUARD = AppendOnly(
    "training_rehearsals_kept",
    "what was rehearsed is append-only",
    {
        "training_rehearsaledition": ("FALSE", "FALSE"),
        "training_rehearsalanswer": (f"NEW.words = '' AND {SAME}", "FALSE"),
        "training_rehearsalattempt": ("OLD.ended IS NULL", "FALSE"),
        "training_followup": ("OLD.answered IS NULL", "OLD.answered IS NULL"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("training", "0005_rehearsals")]
    operations = [GUARD.operation]
