import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0002_append_only'),
        ('events', '0041_chats_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('about', models.CharField(max_length=300, verbose_name='what it is about, in a sentence')),
                ('rules', models.TextField(blank=True, max_length=8000, verbose_name='rules')),
                ('prize', models.CharField(max_length=300, verbose_name='what recipients get')),
                ('least_words', models.PositiveSmallIntegerField(default=350, verbose_name='fewest words')),
                ('most_words', models.PositiveSmallIntegerField(default=500, verbose_name='most words')),
                ('opens', models.DateTimeField(verbose_name='entries from')),
                ('closes', models.DateTimeField(verbose_name='entries until')),
                ('votes_from', models.DateTimeField(verbose_name='votes from')),
                ('votes_until', models.DateTimeField(verbose_name='votes until')),
                ('supports', models.PositiveSmallIntegerField(default=1, verbose_name='entries that one person may support')),
                ('finalists', models.PositiveSmallIntegerField(default=15, verbose_name='finalists')),
                ('recipients', models.PositiveSmallIntegerField(default=3, verbose_name='recipients')),
                ('judged_by', models.PositiveSmallIntegerField(default=2, verbose_name='sheets that each finalist needs')),
                ('travel', models.BooleanField(default=True, verbose_name='travel is paid')),
                ('companion', models.BooleanField(default=True, verbose_name='a companion comes free')),
                ('announced', models.DateTimeField(blank=True, null=True)),
                ('chosen', models.DateTimeField(blank=True, null=True)),
                ('decided', models.DateTimeField(blank=True, null=True)),
                ('made', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='events.event')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'contest',
                'verbose_name_plural': 'contests',
            },
        ),
        migrations.CreateModel(
            name='ContestCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('about', models.CharField(blank=True, max_length=300, verbose_name='what a high mark means')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='events.contest')),
            ],
            options={
                'verbose_name': 'criterion of a contest',
                'verbose_name_plural': 'criteria of contests',
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveIntegerField(verbose_name='minutes')),
                ('quarters', models.PositiveSmallIntegerField(verbose_name='credit, in quarters of an hour')),
                ('sessions', models.PositiveSmallIntegerField(verbose_name='sessions')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='events.credit')),
                ('credential', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.credential')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='events.event')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_credits', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'credit',
                'verbose_name_plural': 'credit',
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=160, verbose_name='accredited provider')),
                ('quarters', models.PositiveSmallIntegerField(verbose_name='most credit, in quarters of an hour')),
                ('statement', models.TextField(max_length=1000, verbose_name='statement of the provider')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='events.event')),
            ],
            options={
                'verbose_name': 'designation of credit',
                'verbose_name_plural': 'designations of credit',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, unique=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('words', models.TextField(blank=True, max_length=8000, verbose_name='your text')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent in'), ('shown', 'Shown'), ('refused', 'Not shown'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('begun', models.DateTimeField()),
                ('changed', models.DateTimeField()),
                ('sent', models.DateTimeField(blank=True, null=True)),
                ('looked', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='events.contest')),
                ('looked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contest_entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'entry',
                'verbose_name_plural': 'entries',
            },
        ),
        migrations.CreateModel(
            name='EntryConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', models.BooleanField()),
                ('named', models.CharField(choices=[('full', 'My whole name'), ('first', 'My first name only'), ('none', 'No name')], max_length=10, verbose_name='name under which it is shown')),
                ('at', models.DateTimeField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='events.entry')),
            ],
            options={
                'verbose_name': 'consent to show an entry',
                'verbose_name_plural': 'consents to show entries',
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.PositiveSmallIntegerField(verbose_name='mark')),
                ('good', models.TextField(blank=True, max_length=1000, verbose_name='what helped')),
                ('better', models.TextField(blank=True, max_length=1000, verbose_name='what could be better')),
                ('given', models.DateTimeField()),
                ('changed', models.DateTimeField()),
                ('words_state', models.CharField(choices=[('new', 'To be looked at'), ('shown', 'Shown'), ('kept_back', 'Kept back')], default='new', max_length=10)),
                ('looked', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='events.event')),
                ('looked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_feedback', to=settings.AUTH_USER_MODEL)),
                ('talk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='events.talk')),
            ],
            options={
                'verbose_name': 'feedback',
                'verbose_name_plural': 'feedback',
            },
        ),
        migrations.CreateModel(
            name='FeedbackEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closes', models.DateTimeField(verbose_name='until when people give feedback')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_end', to='events.event')),
            ],
            options={
                'verbose_name': 'end of feedback',
                'verbose_name_plural': 'ends of feedback',
            },
        ),
        migrations.CreateModel(
            name='Finalist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('likes', models.PositiveIntegerField()),
                ('comments', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='finalist', to='events.entry')),
            ],
            options={
                'verbose_name': 'finalist',
                'verbose_name_plural': 'finalists',
            },
        ),
        migrations.CreateModel(
            name='Judge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.DateTimeField()),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judges', to='events.contest')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judging', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'judge',
                'verbose_name_plural': 'judges',
            },
        ),
        migrations.CreateModel(
            name='Prize',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('travel', models.BooleanField()),
                ('companion', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('reply', models.CharField(blank=True, choices=[('yes', 'Yes, I come'), ('no', 'No, I cannot come')], max_length=5, verbose_name='answer')),
                ('companion_name', models.CharField(blank=True, max_length=120, verbose_name='name of your companion')),
                ('replied', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='prize', to='events.entry')),
            ],
            options={
                'verbose_name': 'prize',
                'verbose_name_plural': 'prizes',
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.CharField(max_length=500, validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='link to the recording')),
                ('captions', models.TextField(blank=True, max_length=600000, verbose_name='captions')),
                ('transcript', models.TextField(blank=True, max_length=300000, verbose_name='transcript')),
                ('published', models.DateTimeField(blank=True, null=True)),
                ('changed', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('talk', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recording', to='events.talk')),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings',
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='events.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'conflict of interest of a judge',
                'verbose_name_plural': 'conflicts of interest of judges',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=2000, verbose_name='why')),
                ('given', models.DateTimeField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='events.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contest_sheets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sheet of a judge',
                'verbose_name_plural': 'sheets of judges',
            },
        ),
        migrations.CreateModel(
            name='SheetMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.PositiveSmallIntegerField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.contestcriterion')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='events.sheet')),
            ],
            options={
                'verbose_name': 'mark of a judge',
                'verbose_name_plural': 'marks of judges',
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField()),
                ('words', models.CharField(blank=True, max_length=400, verbose_name='a kind word')),
                ('at', models.DateTimeField()),
                ('words_state', models.CharField(choices=[('new', 'To be looked at'), ('shown', 'Shown'), ('kept_back', 'Kept back')], default='new', max_length=10)),
                ('aside', models.DateTimeField(blank=True, null=True)),
                ('aside_reason', models.CharField(blank=True, max_length=300)),
                ('aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supported', to='events.contest')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='events.entry')),
                ('looked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contest_supports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'support',
                'verbose_name_plural': 'support',
            },
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(fields=('event', 'slug'), name='events_contest_has_its_address'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='events_contest_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens')), ('votes_from__gte', models.F('opens')), ('votes_until__gt', models.F('votes_from')), ('votes_until__gt', models.F('closes'))), name='events_contest_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('least_words__gte', 1), ('most_words__gte', models.F('least_words'))), name='events_contest_words'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('finalists__gte', models.F('recipients')), ('judged_by__gte', 1), ('recipients__gte', 1), ('supports__gte', 1)), name='events_contest_numbers'),
        ),
        migrations.AddConstraint(
            model_name='contestcriterion',
            constraint=models.UniqueConstraint(fields=('contest', 'name'), name='events_contest_criterion_once'),
        ),
        migrations.AddConstraint(
            model_name='contestcriterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='events_contest_criterion_weighs'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('event', 'person'), name='events_credit_once_each'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='events_correction_of_credit_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('quarters__gte', 1)), name='events_designation_gives_something'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('provider', ''), _negated=True), name='events_designation_has_a_provider'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['contest', 'state'], name='events_entries_by_state'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('contest', 'person'), name='events_one_entry_each'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('sent__isnull', False), _connector='OR'), name='events_entry_was_sent'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['shown', 'refused']), _negated=True), ('looked__isnull', False), _connector='OR'), name='events_entry_was_looked_at'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='events_refusal_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['event', 'talk'], name='events_feedback_by_talk'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('mark__gte', 1), ('mark__lte', 5)), name='events_feedback_from_one_to_five'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(condition=models.Q(('talk__isnull', False)), fields=('talk', 'person'), name='events_one_feedback_for_a_talk'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(condition=models.Q(('talk__isnull', True)), fields=('event', 'person'), name='events_one_feedback_for_an_event'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('words_state', 'new'), ('looked__isnull', False), _connector='OR'), name='events_feedback_words_were_looked_at'),
        ),
        migrations.AddConstraint(
            model_name='judge',
            constraint=models.UniqueConstraint(fields=('contest', 'person'), name='events_judge_once'),
        ),
        migrations.AddConstraint(
            model_name='prize',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied__isnull', True), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied__isnull', False)), _connector='OR'), name='events_prize_answered_at'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(('published__isnull', True), models.Q(models.Q(('captions', ''), _negated=True), models.Q(('transcript', ''), _negated=True)), _connector='OR'), name='events_recording_can_be_read'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.UniqueConstraint(fields=('entry', 'person'), name='events_recused_once'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('entry', 'person'), name='events_one_sheet_each'),
        ),
        migrations.AddConstraint(
            model_name='sheetmark',
            constraint=models.UniqueConstraint(fields=('sheet', 'criterion'), name='events_one_mark_for_a_criterion'),
        ),
        migrations.AddConstraint(
            model_name='sheetmark',
            constraint=models.CheckConstraint(condition=models.Q(('mark__gte', 1), ('mark__lte', 5)), name='events_mark_from_one_to_five'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('entry', 'person'), name='events_one_like_each'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('contest', 'person', 'slot'), name='events_so_many_likes_each'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('aside__isnull', True), ('aside_reason', '')), models.Q(('aside__isnull', False), models.Q(('aside_reason', ''), _negated=True)), _connector='OR'), name='events_set_aside_with_a_reason'),
        ),
    ]
