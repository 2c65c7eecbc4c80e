import django.db.models.deletion
import pio_portal.create_models
import pio_portal.fields
import pio_portal.searched
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
        ('sessions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='BulkJob',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('action', models.CharField(max_length=80)),
                        ('arguments', models.JSONField(default=dict)),
                        ('rows', models.JSONField(default=list)),
                        ('back', models.CharField(blank=True, max_length=2000)),
                        ('status', models.CharField(choices=[('waiting', 'Wacht op de start'), ('running', 'Bezig'), ('done', 'Klaar')], default='waiting', max_length=10)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('refused', models.JSONField(default=list)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('finished_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['finished_at'], name='bulk_job_finished')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['waiting', 'running']), _negated=True), ('finished_at__isnull', True), _connector='OR'), name='bulk_job_runs_without_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='bulk_job_done_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_link', to=settings.AUTH_USER_MODEL)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('own', models.BooleanField(default=True, verbose_name='alleen mijn dossiers')),
                        ('made_at', models.DateTimeField(verbose_name='gemaakt op')),
                        ('read_on', pio_portal.fields.DayField(blank=True, null=True, verbose_name='laatst gelezen op')),
                    ],
                    options={
                        'verbose_name': 'agendalink',
                        'verbose_name_plural': 'agendalinks',
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('list', models.CharField(max_length=80)),
                        ('name', models.CharField(blank=True, max_length=60, verbose_name='naam')),
                        ('query', models.TextField(blank=True)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                        ('shared', models.BooleanField(default=False, verbose_name='delen met het team')),
                        ('is_default', models.BooleanField(default=False, verbose_name='standaard')),
                        ('saved_at', models.DateTimeField(verbose_name='bewaard op')),
                    ],
                    options={
                        'verbose_name': 'bewaarde weergave',
                        'verbose_name_plural': 'bewaarde weergaven',
                        'ordering': [pio_portal.searched.Sorted('name'), 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('list', 'owner', 'name'), name='saved_view_named_once', violation_error_message='U hebt al een weergave met deze naam. Kies een andere naam.'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('list', 'owner'), name='saved_view_one_default', violation_error_message='Een lijst heeft één standaardweergave.'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('is_default', False), ('shared', False)), _connector='OR'), name='saved_view_without_a_name_is_only_remembered', violation_error_message='Geef de weergave een naam.')],
                    },
                ),
                migrations.CreateModel(
                    name='Snooze',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(max_length=80)),
                        ('url', models.CharField(max_length=500)),
                        ('until', pio_portal.fields.DayField(verbose_name='tot')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'url'), name='snoozed_once')],
                    },
                ),
            ],
        ),
    ]
