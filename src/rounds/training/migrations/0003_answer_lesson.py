"""Each answer names its lesson, so that the item bank is counted from one index."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_lessons(apps, schema_editor):
    attempts = apps.get_model("training", "Attempt").objects.filter(pk=OuterRef("attempt"))
    answers = apps.get_model("training", "Answer").objects.filter(lesson=None)
    answers.update(lesson=Subquery(attempts.values("lesson")[:1]))


class Migration(migrations.Migration):
    dependencies = [("training", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="answer",
            name="lesson",
            field=models.ForeignKey(
                db_index=False,
                help_text="The lesson of the attempt, here too so that the item bank is counted from one index",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="training.lessonpage",
            ),
        ),
        migrations.RunPython(name_lessons, migrations.RunPython.noop),
    ]
