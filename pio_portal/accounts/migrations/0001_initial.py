import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
from django.conf import settings
from django.db import migrations, models

from pio_portal.accounts.migrations._by_hand import AFTER, BEFORE


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        *BEFORE,
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mailadres')),
                        ('name', models.CharField(max_length=150, verbose_name='naam')),
                        ('function', models.CharField(blank=True, help_text='Staat onder de brieven die deze persoon ondertekent.', max_length=100, verbose_name='functie')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='telefoon')),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('adviser', 'Beoordelaar'), ('staff', 'PIO-medewerker'), ('lead', 'Programmaleider'), ('committee', 'Comitélid'), ('secretary', 'Secretaris'), ('communication', 'Communicatie'), ('management', 'Management'), ('administrator', 'Beheerder')], max_length=20), blank=True, default=list, size=None, verbose_name='rollen')),
                        ('gets_reminders', models.BooleanField(default=True, verbose_name='herinneringen')),
                        ('reminder_delay', models.PositiveSmallIntegerField(choices=[(0, 'Zo snel mogelijk'), (1, 'Eén werkdag later'), (3, 'Drie werkdagen later'), (5, 'Een week later')], default=0, verbose_name='herinneringen over projecten')),
                        ('gets_copies', models.BooleanField(default=True, verbose_name='kopieën')),
                        ('is_active', models.BooleanField(default=True, verbose_name='actief')),
                        ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='sinds')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'gebruiker',
                        'verbose_name_plural': 'gebruikers',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['roles'], name='user_roles')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_in_lower_case', violation_error_message='Schrijf het e-mailadres in kleine letters.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("email", "function", "gets_copies", "gets_reminders", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reminder_delay", "roles") VALUES (NEW."email", NEW."function", NEW."gets_copies", NEW."gets_reminders", NEW."id", NEW."is_active", NEW."is_superuser", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."reminder_delay", NEW."roles"); RETURN NULL;', hash='71b72fac613beef158b60053f8ab91f5477c743e', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."function" IS DISTINCT FROM (NEW."function") OR OLD."gets_copies" IS DISTINCT FROM (NEW."gets_copies") OR OLD."gets_reminders" IS DISTINCT FROM (NEW."gets_reminders") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."reminder_delay" IS DISTINCT FROM (NEW."reminder_delay") OR OLD."roles" IS DISTINCT FROM (NEW."roles"))', func='INSERT INTO "accounts_userevent" ("email", "function", "gets_copies", "gets_reminders", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reminder_delay", "roles") VALUES (NEW."email", NEW."function", NEW."gets_copies", NEW."gets_reminders", NEW."id", NEW."is_active", NEW."is_superuser", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."reminder_delay", NEW."roles"); RETURN NULL;', hash='9aaf87e73e209f08c1c1ef94009f2c54829c6692', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("email", "function", "gets_copies", "gets_reminders", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reminder_delay", "roles") VALUES (OLD."email", OLD."function", OLD."gets_copies", OLD."gets_reminders", OLD."id", OLD."is_active", OLD."is_superuser", OLD."joined_at", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."reminder_delay", OLD."roles"); RETURN NULL;', hash='4d451753f550252664bb29b144c02fadb3557bb6', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='UserEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                        ('name', models.CharField(max_length=150, verbose_name='naam')),
                        ('function', models.CharField(blank=True, help_text='Staat onder de brieven die deze persoon ondertekent.', max_length=100, verbose_name='functie')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='telefoon')),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('adviser', 'Beoordelaar'), ('staff', 'PIO-medewerker'), ('lead', 'Programmaleider'), ('committee', 'Comitélid'), ('secretary', 'Secretaris'), ('communication', 'Communicatie'), ('management', 'Management'), ('administrator', 'Beheerder')], max_length=20), blank=True, default=list, size=None, verbose_name='rollen')),
                        ('gets_reminders', models.BooleanField(default=True, verbose_name='herinneringen')),
                        ('reminder_delay', models.PositiveSmallIntegerField(choices=[(0, 'Zo snel mogelijk'), (1, 'Eén werkdag later'), (3, 'Drie werkdagen later'), (5, 'Een week later')], default=0, verbose_name='herinneringen over projecten')),
                        ('gets_copies', models.BooleanField(default=True, verbose_name='kopieën')),
                        ('is_active', models.BooleanField(default=True, verbose_name='actief')),
                        ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='sinds')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
        *AFTER,
    ]
