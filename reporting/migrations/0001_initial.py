import django.db.models.deletion
import pio_portal.create_models
import pio_portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('organisations', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
        ('sessions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='jaar')),
                        ('number', models.CharField(max_length=60, verbose_name='nummer')),
                        ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='overheid')),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='bedrag')),
                        ('awarded_on', pio_portal.fields.DayField(blank=True, null=True, verbose_name='gegund op')),
                        ('innovative', models.BooleanField(blank=True, null=True, verbose_name='innovatief')),
                    ],
                    options={
                        'verbose_name': 'contract',
                        'verbose_name_plural': 'contracten',
                        'indexes': [models.Index(fields=['year', 'awarded_on'], name='contract_year')],
                        'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='contract_number_once_per_year')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status', models.CharField(choices=[('checking', 'Wordt nagekeken'), ('faulty', 'Fouten gevonden'), ('ready', 'Klaar om te importeren'), ('importing', 'Wordt geïmporteerd'), ('done', 'Geïmporteerd'), ('failed', 'Mislukt')], default='checking', max_length=10, verbose_name='status')),
                        ('filename', models.CharField(max_length=200, verbose_name='bestand')),
                        ('faults', models.JSONField(default=list)),
                        ('counts', models.JSONField(default=dict)),
                        ('kept', models.JSONField(default=list)),
                        ('uploaded_at', models.DateTimeField(verbose_name='opgeladen op')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('confirmed_at', models.DateTimeField(null=True, verbose_name='bevestigd op')),
                        ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('done_at', models.DateTimeField(null=True, verbose_name='klaar op')),
                    ],
                    options={
                        'verbose_name': 'import',
                        'verbose_name_plural': 'imports',
                        'ordering': ['-uploaded_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['checking', 'faulty', 'ready', 'importing', 'done', 'failed']), _negated=True), ('uploaded_by__isnull', False), _connector='OR'), name='import_says_who_uploaded'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'checking'), _negated=True), ('done_at__isnull', True), _connector='OR'), name='import_unchecked_has_no_end'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['faulty', 'ready', 'importing', 'done', 'failed']), _negated=True), ('done_at__isnull', False), _connector='OR'), name='import_checked_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['checking', 'ready']), _negated=True), models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), _connector='OR'), name='import_unconfirmed_has_no_confirmation'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['importing', 'done']), _negated=True), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='import_confirmed_says_when_and_by_whom'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), _connector='OR'), name='import_confirmation_says_when_and_by_whom')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_year', models.PositiveSmallIntegerField(verbose_name='van')),
                        ('to_year', models.PositiveSmallIntegerField(verbose_name='tot en met')),
                        ('as_of', pio_portal.fields.DayField(verbose_name='stand op')),
                        ('status', models.CharField(choices=[('queued', 'In de wachtrij'), ('running', 'Wordt gemaakt'), ('done', 'Klaar'), ('failed', 'Mislukt')], default='queued', max_length=10, verbose_name='status')),
                        ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='voortgang in procent')),
                        ('step', models.CharField(blank=True, max_length=120, verbose_name='bezig met')),
                        ('error', models.TextField(blank=True)),
                        ('figures', models.JSONField(null=True)),
                        ('requested_at', models.DateTimeField(verbose_name='gevraagd op')),
                        ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('done_at', models.DateTimeField(null=True, verbose_name='klaar op')),
                    ],
                    options={
                        'verbose_name': 'rapport',
                        'verbose_name_plural': 'rapporten',
                        'ordering': ['-requested_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_year__lte', models.F('to_year'))), name='report_years_in_order'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='report_progress_in_percent'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['queued', 'running', 'done', 'failed']), _negated=True), ('requested_by__isnull', False), _connector='OR'), name='report_says_who_asked'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['queued', 'running']), _negated=True), models.Q(('figures__isnull', True), ('done_at__isnull', True), ('error', '')), _connector='OR'), name='report_unfinished_has_no_figures'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), models.Q(('figures__isnull', False), ('done_at__isnull', False), ('error', '')), _connector='OR'), name='report_done_says_when_and_what'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(models.Q(('error', ''), _negated=True), ('figures__isnull', True), ('done_at__isnull', True)), _connector='OR'), name='report_failed_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Target',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.CharField(max_length=3, verbose_name='indicator')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='jaar')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='doel')),
                    ],
                    options={
                        'verbose_name': 'doel',
                        'verbose_name_plural': 'doelen',
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'year'), name='target_once_per_year'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='target_not_negative', violation_error_message='Een doel is 0 of meer.')],
                    },
                ),
            ],
        ),
    ]
