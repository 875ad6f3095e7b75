import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0003_answer_lesson")]
    operations = [
        migrations.RemoveIndex(model_name="answer", name="training_item"),
        migrations.AlterField(
            model_name="answer",
            name="lesson",
            field=models.ForeignKey(
                db_index=False,
                help_text="The lesson of the attempt, here too so that the item bank is counted from one index",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="training.lessonpage",
            ),
        ),
        migrations.AddIndex(
            model_name="answer", index=models.Index(fields=["lesson", "question", "right"], name="training_item")
        ),
        migrations.AddIndex(
            model_name="lessoncompletion", index=models.Index(fields=["at"], name="training_lesson_done_at")
        ),
    ]
