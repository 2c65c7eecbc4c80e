import django.db.models.deletion
import django_fsm
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
                    name='Enquiry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.CharField(max_length=20, unique=True, verbose_name='referentie')),
                        ('status', django_fsm.FSMField(choices=[('open', 'Nieuw'), ('answered', 'Beantwoord'), ('closed', 'Afgesloten')], default='open', max_length=50, protected=True, verbose_name='status')),
                        ('topic', models.CharField(choices=[('call', 'Een oproep of een aanvraag'), ('project', 'Een project of een opdracht'), ('event', 'Een marktconsultatie of een activiteit'), ('account', 'Inloggen of een account'), ('other', 'Iets anders')], default='other', max_length=10, verbose_name='onderwerp')),
                        ('name', models.CharField(max_length=100, verbose_name='naam')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                        ('text', models.TextField(verbose_name='vraag')),
                        ('asked_at', models.DateTimeField(verbose_name='gesteld op')),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answer', models.TextField(blank=True, verbose_name='antwoord')),
                        ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
                        ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'vraag',
                        'verbose_name_plural': 'vragen',
                        'indexes': [models.Index(fields=['-asked_at'], name='enquiry_newest'), models.Index(condition=models.Q(('status', 'open')), fields=['asked_at'], name='enquiry_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'open'), _negated=True), models.Q(('handled_at__isnull', True), ('handled_by__isnull', True), ('answer', '')), _connector='OR'), name='enquiry_open_is_not_handled', violation_error_message='Een nieuwe vraag heeft nog geen antwoord.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'answered'), _negated=True), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='enquiry_answered_has_its_answer', violation_error_message='Een beantwoorde vraag vermeldt het antwoord, wanneer en door wie.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False), ('answer', '')), _connector='OR'), name='enquiry_closed_says_when_and_by_whom', violation_error_message='Een afgesloten vraag vermeldt wanneer en door wie, en heeft geen antwoord.'), models.CheckConstraint(condition=models.Q(('handled_at__isnull', True), ('handled_at__gte', models.F('asked_at')), _connector='OR'), name='enquiry_handled_after_it_was_asked', violation_error_message='Een vraag wordt pas afgehandeld nadat ze gesteld is.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contact_enquiryevent" ("answer", "asked_at", "asked_by_id", "email", "handled_at", "handled_by_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "status", "text", "topic") VALUES (NEW."answer", NEW."asked_at", NEW."asked_by_id", NEW."email", NEW."handled_at", NEW."handled_by_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."ref", NEW."status", NEW."text", NEW."topic"); RETURN NULL;', hash='549ef9f64f29f741e567a59a518a13a9438ed4f1', operation='INSERT', pgid='pgtrigger_insert_insert_96a48', table='contact_enquiry', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contact_enquiryevent" ("answer", "asked_at", "asked_by_id", "email", "handled_at", "handled_by_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "status", "text", "topic") VALUES (NEW."answer", NEW."asked_at", NEW."asked_by_id", NEW."email", NEW."handled_at", NEW."handled_by_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."ref", NEW."status", NEW."text", NEW."topic"); RETURN NULL;', hash='d5b78abda45921bcaeccbba4e19a47e4d3b4dc18', operation='UPDATE', pgid='pgtrigger_update_update_65f93', table='contact_enquiry', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contact_enquiryevent" ("answer", "asked_at", "asked_by_id", "email", "handled_at", "handled_by_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "status", "text", "topic") VALUES (OLD."answer", OLD."asked_at", OLD."asked_by_id", OLD."email", OLD."handled_at", OLD."handled_by_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."ref", OLD."status", OLD."text", OLD."topic"); RETURN NULL;', hash='ea899aeebdbf18f64cced8a752178ff77872ced2', operation='DELETE', pgid='pgtrigger_delete_delete_8c5ca', table='contact_enquiry', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='EnquiryEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='contact.enquiry')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('ref', models.CharField(max_length=20, verbose_name='referentie')),
                        ('status', django_fsm.FSMField(choices=[('open', 'Nieuw'), ('answered', 'Beantwoord'), ('closed', 'Afgesloten')], default='open', max_length=50, protected=True, verbose_name='status')),
                        ('topic', models.CharField(choices=[('call', 'Een oproep of een aanvraag'), ('project', 'Een project of een opdracht'), ('event', 'Een marktconsultatie of een activiteit'), ('account', 'Inloggen of een account'), ('other', 'Iets anders')], default='other', max_length=10, verbose_name='onderwerp')),
                        ('name', models.CharField(max_length=100, verbose_name='naam')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                        ('text', models.TextField(verbose_name='vraag')),
                        ('asked_at', models.DateTimeField(verbose_name='gesteld op')),
                        ('asked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answer', models.TextField(blank=True, verbose_name='antwoord')),
                        ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
                        ('handled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='56aff5727b31691b52ad07f305d776dc595d8f84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f73a', table='contact_enquiryevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
