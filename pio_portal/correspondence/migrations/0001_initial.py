import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
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
                    name='MailTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60, unique=True, verbose_name='soort')),
                        ('subject', models.CharField(max_length=200, verbose_name='onderwerp')),
                        ('body', models.TextField(verbose_name='tekst')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='versie')),
                        ('changed_at', models.DateTimeField(verbose_name='gewijzigd op')),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'standaardmail',
                        'verbose_name_plural': 'standaardmails',
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "correspondence_mailtemplateevent" ("body", "changed_at", "changed_by_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "version") VALUES (NEW."body", NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."subject", NEW."version"); RETURN NULL;', hash='5d2add4218ffd3c3a31809871fb561c456b7308e', operation='INSERT', pgid='pgtrigger_insert_insert_895d0', table='correspondence_mailtemplate', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "correspondence_mailtemplateevent" ("body", "changed_at", "changed_by_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "version") VALUES (NEW."body", NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."subject", NEW."version"); RETURN NULL;', hash='587be99e0904292ee75190f8670edc6ca12f1cfb', operation='UPDATE', pgid='pgtrigger_update_update_d001b', table='correspondence_mailtemplate', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "correspondence_mailtemplateevent" ("body", "changed_at", "changed_by_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "version") VALUES (OLD."body", OLD."changed_at", OLD."changed_by_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."subject", OLD."version"); RETURN NULL;', hash='dc6f71ab54bf6e771958eeaa17c0745bc30a8dc2', operation='DELETE', pgid='pgtrigger_delete_delete_96fad', table='correspondence_mailtemplate', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='MailTemplateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='correspondence.mailtemplate')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=60, verbose_name='soort')),
                        ('subject', models.CharField(max_length=200, verbose_name='onderwerp')),
                        ('body', models.TextField(verbose_name='tekst')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='versie')),
                        ('changed_at', models.DateTimeField(verbose_name='gewijzigd op')),
                        ('changed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f7fc6e9cff09ec214c1dec981d82859fe8d8010d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a73dd', table='correspondence_mailtemplateevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Mention',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('about_id', models.BigIntegerField()),
                        ('place', models.CharField(choices=[('messages', 'Berichten'), ('notes', 'Notities')], max_length=20)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('seen_at', None)), fields=['user', 'at'], name='mention_not_seen')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['messages', 'notes'])), name='mention_in_a_known_place')],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('about_id', models.BigIntegerField()),
                        ('from_pio', models.BooleanField(verbose_name='van PIO')),
                        ('text', models.TextField(verbose_name='bericht')),
                        ('sent_at', models.DateTimeField(verbose_name='verstuurd op')),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('key', models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        'verbose_name': 'bericht',
                        'verbose_name_plural': 'berichten',
                        'ordering': ['sent_at', 'pk'],
                        'indexes': [models.Index(fields=['about_type', 'about_id', '-sent_at'], name='message_of_dossier')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('about_type', 'about_id', 'key'), name='message_once_per_request')],
                        'triggers': [pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aa3310456a195607ff3636d3042a67661d06e16c', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_22818', table='correspondence_message', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='MessageRead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='correspondence.message')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('message', 'user'), name='message_read_once_per_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('about_id', models.BigIntegerField()),
                        ('text', models.TextField(verbose_name='notitie')),
                        ('written_at', models.DateTimeField(verbose_name='geschreven op')),
                        ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'notitie',
                        'verbose_name_plural': 'notities',
                        'ordering': ['written_at', 'pk'],
                        'indexes': [models.Index(fields=['about_type', 'about_id', 'written_at'], name='note_of_dossier')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "correspondence_noteevent" ("about_id", "about_type_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_at", "written_by_id") VALUES (NEW."about_id", NEW."about_type_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='759d830ad551651dd83c163bdd1dbd15d6ea2240', operation='INSERT', pgid='pgtrigger_insert_insert_48dd0', table='correspondence_note', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "correspondence_noteevent" ("about_id", "about_type_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_at", "written_by_id") VALUES (NEW."about_id", NEW."about_type_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='b35e9bb7c52f3844eacabafb6144d96a7e7e0361', operation='UPDATE', pgid='pgtrigger_update_update_f9476', table='correspondence_note', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "correspondence_noteevent" ("about_id", "about_type_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_at", "written_by_id") VALUES (OLD."about_id", OLD."about_type_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='1976e363177420ab4522944f861c6ac183dc6104', operation='DELETE', pgid='pgtrigger_delete_delete_54d76', table='correspondence_note', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='NoteEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='correspondence.note')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('about_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                        ('about_id', models.BigIntegerField()),
                        ('text', models.TextField(verbose_name='notitie')),
                        ('written_at', models.DateTimeField(verbose_name='geschreven op')),
                        ('written_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6bdb8518dd9c65d3befce991b9a525002533e372', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1028a', table='correspondence_noteevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='OutboxTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('task', models.CharField(max_length=120, verbose_name='taak')),
                        ('arguments', models.JSONField(default=dict, verbose_name='gegevens')),
                        ('key', models.CharField(max_length=200, unique=True, verbose_name='sleutel')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='gevraagd op')),
                        ('not_before', models.DateTimeField(verbose_name='niet voor')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen')),
                        ('done_at', models.DateTimeField(null=True, verbose_name='gedaan op')),
                        ('failed_at', models.DateTimeField(null=True, verbose_name='opgegeven op')),
                        ('error', models.TextField(blank=True, verbose_name='fout')),
                    ],
                    options={
                        'verbose_name': 'taak',
                        'verbose_name_plural': 'taken',
                        'indexes': [models.Index(condition=models.Q(('done_at__isnull', True), ('failed_at__isnull', True)), fields=['not_before'], name='outbox_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('failed_at__isnull', True), _connector='OR'), name='outbox_task_done_or_failed'), models.CheckConstraint(condition=models.Q(('failed_at__isnull', True), models.Q(('error', ''), _negated=True), _connector='OR'), name='outbox_task_failed_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='SentMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sent_mail', to='post_office.email')),
                        ('kind', models.CharField(max_length=60)),
                        ('bounced_at', models.DateTimeField(editable=False, null=True, verbose_name='teruggekomen op')),
                        ('bounce', models.TextField(blank=True, editable=False, verbose_name='waarom ze terugkwam')),
                        ('settled_at', models.DateTimeField(editable=False, null=True, verbose_name='afgehandeld op')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('about_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('about_id', models.BigIntegerField(null=True)),
                    ],
                    options={
                        'verbose_name': 'mail',
                        'verbose_name_plural': 'mails',
                        'indexes': [models.Index(fields=['about_type', 'about_id'], name='sent_mail_of_dossier'), models.Index(condition=models.Q(('bounced_at__isnull', False), ('settled_at__isnull', True)), fields=['bounced_at'], name='sent_mail_that_came_back')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('bounced_at__isnull', True), models.Q(('bounce', ''), _negated=True), _connector='OR'), name='sent_mail_that_came_back_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='sent_mail_settled_says_when_and_by_whom')],
                    },
                ),
                migrations.CreateModel(
                    name='StandardReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, unique=True, verbose_name='naam')),
                        ('text', models.TextField(verbose_name='tekst')),
                        ('changed_at', models.DateTimeField(verbose_name='gewijzigd op')),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'standaardantwoord',
                        'verbose_name_plural': 'standaardantwoorden',
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "correspondence_standardreplyevent" ("changed_at", "changed_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."title"); RETURN NULL;', hash='89640638cdef5297fc124356892f105a52677b72', operation='INSERT', pgid='pgtrigger_insert_insert_bc4b8', table='correspondence_standardreply', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "correspondence_standardreplyevent" ("changed_at", "changed_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."title"); RETURN NULL;', hash='3fd1c4ba52106e91413d021b3e2ca60d25c39957', operation='UPDATE', pgid='pgtrigger_update_update_7f8a0', table='correspondence_standardreply', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "correspondence_standardreplyevent" ("changed_at", "changed_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title") VALUES (OLD."changed_at", OLD."changed_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."title"); RETURN NULL;', hash='00837992533888a539b1ce7432873047327c6b09', operation='DELETE', pgid='pgtrigger_delete_delete_9dc36', table='correspondence_standardreply', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='StandardReplyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='correspondence.standardreply')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=120, verbose_name='naam')),
                        ('text', models.TextField(verbose_name='tekst')),
                        ('changed_at', models.DateTimeField(verbose_name='gewijzigd op')),
                        ('changed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9a10645f5c59e70198f9b476ba1fddb77ddaaed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3da52', table='correspondence_standardreplyevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='WaitingMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60)),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('about_id', models.BigIntegerField()),
                        ('context', models.JSONField()),
                        ('reply_to', models.EmailField(blank=True, max_length=254)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['to', 'kind'], name='waiting_mail_of_person')],
                    },
                ),
            ],
        ),
    ]
