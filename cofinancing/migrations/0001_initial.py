import django.db.models.deletion
import django_fsm
import pghistory.utils
import pgtrigger.compiler
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
        ('pghistory', '0007_auto_20250421_0444'),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
        ('projects', '0001_initial'),
        ('sessions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='CofinancingDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.CharField(max_length=20, unique=True, verbose_name='referentie')),
                        ('procurement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cofinancing_decisions', to='projects.procurement', verbose_name='opdracht')),
                        ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cofinancing.cofinancingrequest')),
                        ('kind', models.CharField(choices=[('grant', 'Toekenning'), ('refusal', 'Weigering'), ('amendment', 'Wijziging'), ('revocation', 'Intrekking')], max_length=12, verbose_name='soort')),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='toegekend na deze beslissing')),
                        ('decided_on', pio_portal.fields.DayField(verbose_name='beslist op')),
                        ('authority', models.CharField(blank=True, choices=[('committee', 'Beslissingscomité'), ('delegation', 'Delegatie (administrateur-generaal)')], max_length=12, verbose_name='orgaan')),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cofinancing.meeting', verbose_name='vergadering')),
                        ('reference', models.CharField(blank=True, max_length=60, verbose_name='kenmerk')),
                        ('grounds', models.TextField(blank=True, verbose_name='motivering')),
                        ('recorded_at', models.DateTimeField(verbose_name='vastgelegd op')),
                        ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                    ],
                    options={
                        'verbose_name': 'beslissing over cofinanciering',
                        'verbose_name_plural': 'beslissingen over cofinanciering',
                        'ordering': ['-decided_on', '-ref'],
                        'indexes': [models.Index(fields=['procurement', 'decided_on', 'ref'], name='decision_of_procurement'), models.Index(fields=['decided_on'], name='decision_date')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('kind', 'refusal')), models.Q(('amount', 0), ('kind', 'revocation')), models.Q(('amount__gte', 0), ('kind__in', ['grant', 'amendment'])), _connector='OR'), name='decision_amount_fits_its_kind', violation_error_message='Een toekenning of wijziging heeft een bedrag, een intrekking is 0, een weigering heeft geen bedrag.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(models.Q(('authority', ''), _negated=True), ('recorded_by__isnull', False)), _connector='OR'), name='decision_says_who_decided_and_who_recorded_it', violation_error_message='Een beslissing vermeldt wie ze nam, en wie ze vastlegde.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7102cef6c2450bd985bdd4515063db357a39a494', operation='UPDATE OR DELETE', pgid='pgtrigger_never_edited_08bb0', table='cofinancing_cofinancingdecision', when='BEFORE')), pgtrigger.compiler.Trigger(name='request_for_this_procurement', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.request_id IS NOT NULL  AND NOT EXISTS (\n                SELECT 1 FROM cofinancing_cofinancingrequest t WHERE t.id = NEW.request_id AND t.procurement_id = NEW.procurement_id\n            ) THEN\n                RAISE EXCEPTION 'request_for_this_procurement: request_id is of another procurement_id' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_for_this_procurement';\n            END IF;\n            RETURN NEW;\n        ", hash='b528fd0d8b87fd9e156d5a0d158490711ec1b350', operation='INSERT OR UPDATE OF "request_id", "procurement_id"', pgid='pgtrigger_request_for_this_procurement_a876b', table='cofinancing_cofinancingdecision', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='CofinancingRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('procurement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cofinancing_requests', to='projects.procurement', verbose_name='opdracht')),
                        ('requested', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='gevraagd bedrag')),
                        ('base', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='subsidiabele basis')),
                        ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='percentage')),
                        ('motivation', models.TextField(blank=True, verbose_name='motivering van de vraag')),
                        ('status', django_fsm.FSMField(choices=[('requested', 'Gevraagd'), ('scheduled', 'Op de agenda'), ('decided', 'Beslist'), ('withdrawn', 'Ingetrokken')], default='requested', max_length=50, protected=True, verbose_name='status')),
                        ('requested_at', models.DateTimeField(verbose_name='gevraagd op')),
                        ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='cofinancing.meeting', verbose_name='vergadering')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='agendapunt')),
                    ],
                    options={
                        'verbose_name': 'vraag om cofinanciering',
                        'verbose_name_plural': 'vragen om cofinanciering',
                        'ordering': ['-requested_at'],
                        'indexes': [models.Index(fields=['status', '-requested_at'], name='request_by_status')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('requested__gt', 0)), name='request_amount_positive', violation_error_message='Vraag een bedrag van meer dan 0 euro.'), models.CheckConstraint(condition=models.Q(('rate__isnull', True), models.Q(('rate__gt', 0), ('rate__lte', 100)), _connector='OR'), name='request_rate_within_100', violation_error_message='Het percentage ligt tussen 0 en 100.'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('base__isnull', False), ('rate__isnull', False)), models.Q(('base__isnull', True), ('rate__isnull', True)), _connector='OR'), models.Q(('base__isnull', True), ('base__gt', 0), _connector='OR')), name='request_base_and_rate_together', violation_error_message='Vul de subsidiabele basis en het percentage allebei in, of geen van beide.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['requested', 'scheduled', 'decided', 'withdrawn']), _negated=True), ('requested_by__isnull', False), _connector='OR'), name='request_says_who_asked', violation_error_message='Een vraag om cofinanciering vermeldt wie ze stelde.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'scheduled'), _negated=True), ('meeting__isnull', False), _connector='OR'), name='request_scheduled_has_meeting', violation_error_message='Een vraag op de agenda vermeldt van welke vergadering.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['requested', 'withdrawn']), _negated=True), ('meeting__isnull', True), _connector='OR'), name='request_off_the_agenda_has_no_meeting', violation_error_message='Een vraag die op geen agenda staat, heeft geen vergadering.'), models.UniqueConstraint(condition=models.Q(('status__in', ['requested', 'scheduled'])), fields=('procurement',), name='request_one_open_per_procurement', violation_error_message='Voor deze opdracht loopt al een vraag om cofinanciering.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='decided_has_its_decision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'decided\')', constraint='CONSTRAINT', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM cofinancing_cofinancingdecision d\n                        WHERE d.request_id = NEW.id AND d.procurement_id = NEW.procurement_id\n                    ) THEN\n                        RAISE EXCEPTION 'decided_has_its_decision: a request is decided by a decision on its procurement' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decided_has_its_decision';\n                    END IF;\n                    RETURN NEW;\n                ", hash='2db6b349aecf48a953076cf4790e2e0539aa782a', operation='INSERT OR UPDATE OF "status"', pgid='pgtrigger_decided_has_its_decision_729df', table='cofinancing_cofinancingrequest', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cofinancing_cofinancingrequestevent" ("base", "id", "meeting_id", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "procurement_id", "rate", "requested", "requested_at", "requested_by_id", "status") VALUES (NEW."base", NEW."id", NEW."meeting_id", NEW."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."procurement_id", NEW."rate", NEW."requested", NEW."requested_at", NEW."requested_by_id", NEW."status"); RETURN NULL;', hash='b7737cc2f2ec9aa5b13237d97bfa0bcdc78628ea', operation='INSERT', pgid='pgtrigger_insert_insert_cb0e8', table='cofinancing_cofinancingrequest', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cofinancing_cofinancingrequestevent" ("base", "id", "meeting_id", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "procurement_id", "rate", "requested", "requested_at", "requested_by_id", "status") VALUES (NEW."base", NEW."id", NEW."meeting_id", NEW."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."procurement_id", NEW."rate", NEW."requested", NEW."requested_at", NEW."requested_by_id", NEW."status"); RETURN NULL;', hash='1fd9bf37bc8d71d8c1cf1cf909efd995874d8fbc', operation='UPDATE', pgid='pgtrigger_update_update_016ae', table='cofinancing_cofinancingrequest', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cofinancing_cofinancingrequestevent" ("base", "id", "meeting_id", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "procurement_id", "rate", "requested", "requested_at", "requested_by_id", "status") VALUES (OLD."base", OLD."id", OLD."meeting_id", OLD."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."procurement_id", OLD."rate", OLD."requested", OLD."requested_at", OLD."requested_by_id", OLD."status"); RETURN NULL;', hash='886cbe581872b12d207afe1d4dcfe1da3290db42', operation='DELETE', pgid='pgtrigger_delete_delete_601d0', table='cofinancing_cofinancingrequest', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='CofinancingRequestEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='cofinancing.cofinancingrequest')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('procurement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.procurement', verbose_name='opdracht')),
                        ('requested', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='gevraagd bedrag')),
                        ('base', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='subsidiabele basis')),
                        ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='percentage')),
                        ('motivation', models.TextField(blank=True, verbose_name='motivering van de vraag')),
                        ('status', django_fsm.FSMField(choices=[('requested', 'Gevraagd'), ('scheduled', 'Op de agenda'), ('decided', 'Beslist'), ('withdrawn', 'Ingetrokken')], default='requested', max_length=50, protected=True, verbose_name='status')),
                        ('requested_at', models.DateTimeField(verbose_name='gevraagd op')),
                        ('requested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cofinancing.meeting', verbose_name='vergadering')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='agendapunt')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3bea142492e7f5122e02140810b291102625202b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ebea4', table='cofinancing_cofinancingrequestevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Envelope',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='jaar')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='bedrag')),
                        ('committed', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=14, verbose_name='vastgelegd')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='bron')),
                    ],
                    options={
                        'verbose_name': 'enveloppe',
                        'verbose_name_plural': 'enveloppes',
                        'ordering': ['-year'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('committed__lte', models.F('amount'))), name='envelope_never_over_committed', violation_error_message='In deze enveloppe is daarvoor niet genoeg over.'), models.CheckConstraint(condition=models.Q(('committed__gte', 0)), name='envelope_never_released_below_zero')],
                        'triggers': [pgtrigger.compiler.Trigger(name='committed_by_ledger_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.committed IS DISTINCT FROM NEW.committed)', func="\n                    IF pg_trigger_depth() < 2 THEN\n                        RAISE EXCEPTION 'envelope: only the ledger changes what is committed';\n                    END IF;\n                    RETURN NEW;\n                ", hash='c721a07b0299ab7e52f0e185ccdb4abf286f0a0b', operation='UPDATE', pgid='pgtrigger_committed_by_ledger_only_a611b', table='cofinancing_envelope', when='BEFORE')), pgtrigger.compiler.Trigger(name='begins_with_nothing_committed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.committed <> 0)', func="RAISE EXCEPTION 'envelope: only the ledger changes what is committed';", hash='73cfc46485297ff6da58f9f5e3c937c9e6c832a8', operation='INSERT', pgid='pgtrigger_begins_with_nothing_committed_ed4e7', table='cofinancing_envelope', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cofinancing_envelopeevent" ("amount", "committed", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (NEW."amount", NEW."committed", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."year"); RETURN NULL;', hash='becfa83cbca28d731ef9b0942f25093fc9fc8dd1', operation='INSERT', pgid='pgtrigger_insert_insert_62c36', table='cofinancing_envelope', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cofinancing_envelopeevent" ("amount", "committed", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (NEW."amount", NEW."committed", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."year"); RETURN NULL;', hash='c478440c2a8f7ace9bb1111182938383bf1bdab3', operation='UPDATE', pgid='pgtrigger_update_update_296f0', table='cofinancing_envelope', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cofinancing_envelopeevent" ("amount", "committed", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (OLD."amount", OLD."committed", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."year"); RETURN NULL;', hash='39927ebff4db94c47dd05f51d40398b87be279d5', operation='DELETE', pgid='pgtrigger_delete_delete_0627d', table='cofinancing_envelope', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='EnvelopeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='cofinancing.envelope')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('year', models.PositiveSmallIntegerField(verbose_name='jaar')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='bedrag')),
                        ('committed', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=14, verbose_name='vastgelegd')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='bron')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28af442d3aef51a59746f1fc0007aca6a84f18cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0cee0', table='cofinancing_envelopeevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='LedgerEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('envelope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cofinancing.envelope', verbose_name='enveloppe')),
                        ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cofinancing.cofinancingdecision')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='bedrag')),
                        ('what', models.CharField(max_length=200, verbose_name='wat')),
                        ('at', models.DateTimeField(verbose_name='op')),
                    ],
                    options={
                        'verbose_name': 'boeking',
                        'verbose_name_plural': 'boekingen',
                        'ordering': ['-at', '-pk'],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a876362f5e847419784322305a1574d0264ca8b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8141a', table='cofinancing_ledgerentry', when='BEFORE')), pgtrigger.compiler.Trigger(name='adds_to_envelope', sql=pgtrigger.compiler.UpsertTriggerSql(func='UPDATE cofinancing_envelope SET committed = committed + NEW.amount WHERE id = NEW.envelope_id; RETURN NEW;', hash='8ef0e13489802fe31ecbf30ea49864349b8e4927', operation='INSERT', pgid='pgtrigger_adds_to_envelope_e1e2d', table='cofinancing_ledgerentry', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('held_at', pio_portal.fields.MomentField(verbose_name='datum en uur')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='plaats')),
                        ('status', django_fsm.FSMField(choices=[('planned', 'Gepland'), ('held', 'Gehouden')], default='planned', max_length=50, protected=True, verbose_name='status')),
                        ('minutes', models.TextField(blank=True, verbose_name='verslag')),
                    ],
                    options={
                        'verbose_name': 'vergadering',
                        'verbose_name_plural': 'vergaderingen',
                        'ordering': ['-held_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'planned'), _negated=True), ('minutes', ''), _connector='OR'), name='meeting_planned_has_no_minutes', violation_error_message='Een vergadering die nog gehouden moet worden, heeft geen verslag.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cofinancing_meetingevent" ("held_at", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status") VALUES (NEW."held_at", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."status"); RETURN NULL;', hash='cda8bc5bb82e62e4f20b80d612fed206c3a7815b', operation='INSERT', pgid='pgtrigger_insert_insert_32b23', table='cofinancing_meeting', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cofinancing_meetingevent" ("held_at", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status") VALUES (NEW."held_at", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."status"); RETURN NULL;', hash='6f5b9699417e040f9a786ece936841d2ba720af5', operation='UPDATE', pgid='pgtrigger_update_update_9c3b4', table='cofinancing_meeting', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cofinancing_meetingevent" ("held_at", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status") VALUES (OLD."held_at", OLD."id", OLD."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."status"); RETURN NULL;', hash='71ec2d7da831160062e072d12f9b6bf020e9085c', operation='DELETE', pgid='pgtrigger_delete_delete_66ee7', table='cofinancing_meeting', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='cofinancing.meeting')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('held_at', pio_portal.fields.MomentField(verbose_name='datum en uur')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='plaats')),
                        ('status', django_fsm.FSMField(choices=[('planned', 'Gepland'), ('held', 'Gehouden')], default='planned', max_length=50, protected=True, verbose_name='status')),
                        ('minutes', models.TextField(blank=True, verbose_name='verslag')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f5c9c008febd0e465c3b218f32934565503d60c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5b6bc', table='cofinancing_meetingevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
