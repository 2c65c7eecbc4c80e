import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
import pio_portal.documents.models
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
                    name='Document',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('owner_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('owner_id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=40, verbose_name='soort')),
                        ('title', models.CharField(max_length=200, verbose_name='titel')),
                        ('filename', models.CharField(max_length=200, verbose_name='bestandsnaam')),
                        ('content_type', models.CharField(max_length=100, verbose_name='bestandstype')),
                        ('size', models.PositiveBigIntegerField(verbose_name='grootte in bytes')),
                        ('sha256', models.CharField(max_length=64)),
                        ('file', models.FileField(max_length=120, upload_to=pio_portal.documents.models.storage_name, verbose_name='bestand')),
                        ('internal', models.BooleanField(default=False, verbose_name='alleen voor PIO')),
                        ('public', models.BooleanField(default=False, verbose_name='publiek')),
                        ('scan', models.CharField(choices=[('none', 'Niet gescand'), ('pending', 'Wordt gescand'), ('clean', 'Veilig'), ('infected', 'Virus gevonden')], default='none', editable=False, max_length=10, verbose_name='virusscan')),
                        ('scanned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gescand op')),
                        ('created_at', models.DateTimeField(verbose_name='toegevoegd op')),
                        ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='verwijderd op')),
                        ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'document',
                        'verbose_name_plural': 'documenten',
                        'ordering': ['created_at', 'pk'],
                        'indexes': [models.Index(fields=['owner_type', 'owner_id', 'kind'], name='document_of_owner'), models.Index(condition=models.Q(('scan', 'pending')), fields=['created_at'], name='document_to_scan')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('scan__in', ['none', 'pending']), _negated=True), ('scanned_at__isnull', True), _connector='OR'), name='document_unscanned_has_no_verdict'), models.CheckConstraint(condition=models.Q(models.Q(('scan__in', ['clean', 'infected']), _negated=True), ('scanned_at__isnull', False), _connector='OR'), name='document_scanned_says_when'), models.CheckConstraint(condition=models.Q(('removed_by__isnull', True), ('removed_at__isnull', False), _connector='OR'), name='document_removed_by_says_when'), models.CheckConstraint(condition=models.Q(('removed_at__isnull', True), ('removed_at__gte', models.F('created_at')), _connector='OR'), name='document_removed_after_it_was_added')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("content_type", "created_at", "created_by_id", "file", "filename", "id", "internal", "kind", "owner_id", "owner_type_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public", "removed_at", "removed_by_id", "scan", "scanned_at", "sha256", "size", "title") VALUES (NEW."content_type", NEW."created_at", NEW."created_by_id", NEW."file", NEW."filename", NEW."id", NEW."internal", NEW."kind", NEW."owner_id", NEW."owner_type_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."public", NEW."removed_at", NEW."removed_by_id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."title"); RETURN NULL;', hash='3a53fd631ca3dfa3580cb65f38ba4d4fda52c6eb', operation='INSERT', pgid='pgtrigger_insert_insert_be524', table='documents_document', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_documentevent" ("content_type", "created_at", "created_by_id", "file", "filename", "id", "internal", "kind", "owner_id", "owner_type_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public", "removed_at", "removed_by_id", "scan", "scanned_at", "sha256", "size", "title") VALUES (NEW."content_type", NEW."created_at", NEW."created_by_id", NEW."file", NEW."filename", NEW."id", NEW."internal", NEW."kind", NEW."owner_id", NEW."owner_type_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."public", NEW."removed_at", NEW."removed_by_id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."title"); RETURN NULL;', hash='5d441b6da420033f7c481934f8563e8a59a0803d', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("content_type", "created_at", "created_by_id", "file", "filename", "id", "internal", "kind", "owner_id", "owner_type_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public", "removed_at", "removed_by_id", "scan", "scanned_at", "sha256", "size", "title") VALUES (OLD."content_type", OLD."created_at", OLD."created_by_id", OLD."file", OLD."filename", OLD."id", OLD."internal", OLD."kind", OLD."owner_id", OLD."owner_type_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."public", OLD."removed_at", OLD."removed_by_id", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."title"); RETURN NULL;', hash='2a5451d44ea40f68c7be891aab571d9683ec5be8', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='documents.document')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ('owner_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                        ('owner_id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=40, verbose_name='soort')),
                        ('title', models.CharField(max_length=200, verbose_name='titel')),
                        ('filename', models.CharField(max_length=200, verbose_name='bestandsnaam')),
                        ('content_type', models.CharField(max_length=100, verbose_name='bestandstype')),
                        ('size', models.PositiveBigIntegerField(verbose_name='grootte in bytes')),
                        ('sha256', models.CharField(max_length=64)),
                        ('file', models.FileField(max_length=120, upload_to=pio_portal.documents.models.storage_name, verbose_name='bestand')),
                        ('internal', models.BooleanField(default=False, verbose_name='alleen voor PIO')),
                        ('public', models.BooleanField(default=False, verbose_name='publiek')),
                        ('scan', models.CharField(choices=[('none', 'Niet gescand'), ('pending', 'Wordt gescand'), ('clean', 'Veilig'), ('infected', 'Virus gevonden')], default='none', editable=False, max_length=10, verbose_name='virusscan')),
                        ('scanned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gescand op')),
                        ('created_at', models.DateTimeField(verbose_name='toegevoegd op')),
                        ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='verwijderd op')),
                        ('removed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='401291d04b3fa5f3d2b51241f67950bd6896846e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e7ed', table='documents_documentevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
