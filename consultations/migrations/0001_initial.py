import django.db.models.deletion
import django_fsm
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
import pio_portal.fields
import pio_portal.registrations.owners
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
        ('projects', '0001_initial'),
        ('registrations', '0001_initial'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='MarketConsultation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.CharField(max_length=20, unique=True, verbose_name='referentie')),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('occasion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consultation', to='registrations.occasion')),
                        ('summary', models.TextField(blank=True, verbose_name='samenvatting')),
                        ('programme', models.TextField(blank=True, verbose_name='programma')),
                        ('status', django_fsm.FSMField(choices=[('draft', 'In voorbereiding'), ('published', 'Gepubliceerd'), ('concluded', 'Conclusies gepubliceerd'), ('cancelled', 'Geannuleerd')], default='draft', max_length=50, protected=True, verbose_name='status')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gepubliceerd op')),
                        ('conclusions', models.TextField(blank=True, verbose_name='conclusies')),
                        ('concluded_on', pio_portal.fields.DayField(blank=True, editable=False, null=True, verbose_name='conclusies gepubliceerd op')),
                        ('cancel_reason', models.TextField(blank=True, verbose_name='reden van annulering')),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                        ('projects', models.ManyToManyField(blank=True, related_name='consultations', to='projects.project', verbose_name='projecten')),
                    ],
                    options={
                        'verbose_name': 'marktconsultatie',
                        'verbose_name_plural': 'marktconsultaties',
                        'indexes': [models.Index(fields=['status'], name='consultation_by_status')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'draft'), _negated=True), ('published_at__isnull', True), _connector='OR'), name='consultation_draft_is_not_announced', violation_error_message='Een marktconsultatie in voorbereiding is nog niet gepubliceerd.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='consultation_published_says_when_and_what', violation_error_message='Een gepubliceerde marktconsultatie heeft een samenvatting, en vermeldt sinds wanneer.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'concluded'), _negated=True), models.Q(('published_at__isnull', False), ('concluded_on__isnull', False), models.Q(('conclusions', ''), _negated=True)), _connector='OR'), name='consultation_concluded_says_when_and_what', violation_error_message='Gepubliceerde conclusies hebben een tekst en een datum.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status__in', ['draft', 'published', 'cancelled']), _negated=True), models.Q(('concluded_on__isnull', True), ('conclusions', '')), _connector='OR'), name='consultation_not_concluded_has_no_conclusions', violation_error_message='Conclusies staan alleen bij een marktconsultatie die afgerond is.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='consultation_cancelled_says_why', violation_error_message='Een geannuleerde marktconsultatie vermeldt waarom.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status__in', ['draft', 'published', 'concluded']), _negated=True), ('cancel_reason', ''), _connector='OR'), name='consultation_not_cancelled_has_no_reason', violation_error_message='Alleen een geannuleerde marktconsultatie heeft een reden van annulering.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_marketconsultationevent" ("cancel_reason", "concluded_on", "conclusions", "id", "imported", "occasion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "published_at", "ref", "slug", "status", "summary") VALUES (NEW."cancel_reason", NEW."concluded_on", NEW."conclusions", NEW."id", NEW."imported", NEW."occasion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme", NEW."published_at", NEW."ref", NEW."slug", NEW."status", NEW."summary"); RETURN NULL;', hash='23a590d3ce1db8ca89a5b4955258382b42e01876', operation='INSERT', pgid='pgtrigger_insert_insert_23fd5', table='consultations_marketconsultation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "consultations_marketconsultationevent" ("cancel_reason", "concluded_on", "conclusions", "id", "imported", "occasion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "published_at", "ref", "slug", "status", "summary") VALUES (NEW."cancel_reason", NEW."concluded_on", NEW."conclusions", NEW."id", NEW."imported", NEW."occasion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme", NEW."published_at", NEW."ref", NEW."slug", NEW."status", NEW."summary"); RETURN NULL;', hash='afec8c57b7a8df617cb736dc2606f33e4f0a51dd', operation='UPDATE', pgid='pgtrigger_update_update_189f3', table='consultations_marketconsultation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_marketconsultationevent" ("cancel_reason", "concluded_on", "conclusions", "id", "imported", "occasion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "published_at", "ref", "slug", "status", "summary") VALUES (OLD."cancel_reason", OLD."concluded_on", OLD."conclusions", OLD."id", OLD."imported", OLD."occasion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme", OLD."published_at", OLD."ref", OLD."slug", OLD."status", OLD."summary"); RETURN NULL;', hash='30ca27f3012cae96aba70761abeb8efa1e8276cc', operation='DELETE', pgid='pgtrigger_delete_delete_0e796', table='consultations_marketconsultation', when='AFTER'))],
                    },
                    bases=(pio_portal.registrations.owners.HasOccasion, models.Model),
                ),
                migrations.CreateModel(
                    name='MarketConsultationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='consultations.marketconsultation')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('ref', models.CharField(max_length=20, verbose_name='referentie')),
                        ('slug', models.SlugField(db_index=False, max_length=80)),
                        ('occasion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registrations.occasion')),
                        ('summary', models.TextField(blank=True, verbose_name='samenvatting')),
                        ('programme', models.TextField(blank=True, verbose_name='programma')),
                        ('status', django_fsm.FSMField(choices=[('draft', 'In voorbereiding'), ('published', 'Gepubliceerd'), ('concluded', 'Conclusies gepubliceerd'), ('cancelled', 'Geannuleerd')], default='draft', max_length=50, protected=True, verbose_name='status')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gepubliceerd op')),
                        ('conclusions', models.TextField(blank=True, verbose_name='conclusies')),
                        ('concluded_on', pio_portal.fields.DayField(blank=True, editable=False, null=True, verbose_name='conclusies gepubliceerd op')),
                        ('cancel_reason', models.TextField(blank=True, verbose_name='reden van annulering')),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8df341f1e1c91c813d135993b9bf3168d58db287', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_defa0', table='consultations_marketconsultationevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
