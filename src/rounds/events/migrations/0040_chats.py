import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rounds.core.migrating import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0031_tickets_append_only'),
        ('meetings', '0021_attendance_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='Chat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('^\\w{2,60}\\Z', 'Use letters and digits only, such as WardTalk.')], verbose_name='tag')),
                ('published', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='chats', to='events.event', verbose_name='event')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='chat', to='meetings.meeting')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={'constraints': [models.CheckConstraint(condition=models.Q(('tag', ''), _negated=True), name='events_chat_has_a_tag')], 
                'verbose_name': 'chat',
                'verbose_name_plural': 'chats',
            },
        ),
        migrations.CreateModel(
            name='ChatConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named', models.CharField(choices=[('name', 'With my name'), ('member', 'Without my name, as “a member”'), ('out', 'Not at all: leave my words out')], max_length=10, verbose_name='how your words stand in the transcript')),
                ('at', models.DateTimeField()),
                ('chat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='events.chat')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chat_consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={'indexes': [models.Index(fields=['chat', 'person', '-id'], name='events_latest_consent')], 
                'verbose_name': 'consent to a transcript',
                'verbose_name_plural': 'consents to transcripts',
            },
        ),
        migrations.CreateModel(
            name='ChatQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300, verbose_name='question')),
                ('minute', models.PositiveSmallIntegerField(verbose_name='opens at minute')),
                ('chat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='events.chat')),
            ],
            options={'constraints': [models.UniqueConstraint(fields=('chat', 'minute'), name='events_one_question_a_minute'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='events_chat_question_asks')], 
                'verbose_name': 'question of a chat',
                'verbose_name_plural': 'questions of chats',
            },
        ),
        migrations.CreateModel(
            name='ChatAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('at', models.DateTimeField()),
                ('key', models.UUIDField()),
                ('hidden', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chat_answers', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='events.chatquestion')),
            ],
            options={'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='events_chat_answer_once'), models.CheckConstraint(condition=models.Q(models.Q(('hidden__isnull', True), ('hidden_reason', '')), models.Q(('hidden__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='events_hidden_answer_has_a_reason')], 'indexes': [models.Index(fields=['person', '-at'], name='events_chat_answers_of_person')], 
                'verbose_name': 'answer in a chat',
                'verbose_name_plural': 'answers in chats',
            },
        ),
        ]),
    ]
