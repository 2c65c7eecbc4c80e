import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django_fsm
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
import pio_portal.organisations.identifiers
import pio_portal.searched
from django.conf import settings
from django.db import migrations, models

from pio_portal.organisations.migrations._by_hand import AFTER, BEFORE


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
        *BEFORE,
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisations.organisation', verbose_name='organisatie')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='gebruiker')),
                        ('level', models.PositiveSmallIntegerField(choices=[(1, 'Lezer'), (2, 'Bewerker'), (3, 'Beheerder')], default=1, verbose_name='niveau')),
                        ('status', django_fsm.FSMField(choices=[('requested', 'Aangevraagd'), ('active', 'Actief'), ('refused', 'Geweigerd'), ('ended', 'Beëindigd')], default='requested', max_length=50, protected=True, verbose_name='status')),
                        ('requested_at', models.DateTimeField(verbose_name='gevraagd op')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='beslist op')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='beëindigd op')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'lidmaatschap',
                        'verbose_name_plural': 'lidmaatschappen',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['requested', 'active'])), fields=('organisation', 'user'), name='membership_one_per_person_and_organisation', violation_error_message='Deze persoon hoort al bij deze organisatie, of vroeg dat al.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'requested'), _negated=True), models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('ended_at__isnull', True), ('ended_by__isnull', True)), _connector='OR'), name='membership_requested_is_undecided', violation_error_message='Over een aangevraagd lidmaatschap is nog niet beslist.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['active', 'refused']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('ended_at__isnull', True), ('ended_by__isnull', True)), _connector='OR'), name='membership_decided_says_when_and_by_whom', violation_error_message='Een aanvaard of geweigerd lidmaatschap vermeldt wanneer en door wie, en is niet beëindigd.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ended'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='membership_ended_says_when_and_by_whom', violation_error_message='Een beëindigd lidmaatschap vermeldt wanneer en door wie, en wie het eerst aanvaardde.'), models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), ('decided_at__gte', models.F('requested_at')), _connector='OR'), name='membership_decided_after_it_was_requested', violation_error_message='Over een lidmaatschap wordt pas beslist nadat het gevraagd is.'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('decided_at__isnull', False), ('ended_at__gte', models.F('decided_at'))), _connector='OR'), name='membership_ended_after_it_was_decided', violation_error_message='Een lidmaatschap eindigt pas nadat het aanvaard is.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_membershipevent" ("decided_at", "decided_by_id", "ended_at", "ended_by_id", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "status", "user_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."status", NEW."user_id"); RETURN NULL;', hash='db89404ab336266becc1ba6b98925de979fe11ea', operation='INSERT', pgid='pgtrigger_insert_insert_ea1f9', table='organisations_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisations_membershipevent" ("decided_at", "decided_by_id", "ended_at", "ended_by_id", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "status", "user_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."level", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested_at", NEW."status", NEW."user_id"); RETURN NULL;', hash='10930aee889920c6ac87df1b3b69d7aae4c4ae41', operation='UPDATE', pgid='pgtrigger_update_update_8973b', table='organisations_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_membershipevent" ("decided_at", "decided_by_id", "ended_at", "ended_by_id", "id", "level", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "status", "user_id") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."level", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested_at", OLD."status", OLD."user_id"); RETURN NULL;', hash='9377b313bd1bdd46367292dac0777f4610decf4a', operation='DELETE', pgid='pgtrigger_delete_delete_b591d', table='organisations_membership', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='MembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='organisations.membership')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation', verbose_name='organisatie')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gebruiker')),
                        ('level', models.PositiveSmallIntegerField(choices=[(1, 'Lezer'), (2, 'Bewerker'), (3, 'Beheerder')], default=1, verbose_name='niveau')),
                        ('status', django_fsm.FSMField(choices=[('requested', 'Aangevraagd'), ('active', 'Actief'), ('refused', 'Geweigerd'), ('ended', 'Beëindigd')], default='requested', max_length=50, protected=True, verbose_name='status')),
                        ('requested_at', models.DateTimeField(verbose_name='gevraagd op')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='beslist op')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='beëindigd op')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4cc7fa317e08ccd5435257e214c0adee8a67644b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8c259', table='organisations_membershipevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kbo', models.CharField(blank=True, max_length=10, null=True, unique=True, validators=[pio_portal.organisations.identifiers.validate_kbo], verbose_name='KBO-nummer')),
                        ('ovo', models.CharField(blank=True, max_length=9, null=True, unique=True, validators=[django.core.validators.RegexValidator('^OVO\\d{6}$', 'Geen geldige OVO-code. Verwacht: OVO en zes cijfers, bijvoorbeeld OVO002949.')], verbose_name='OVO-code')),
                        ('name', models.CharField(max_length=200, verbose_name='naam')),
                        ('type', models.CharField(choices=[('vlaamse_overheid', 'Vlaamse overheid'), ('lokaal_bestuur', 'Lokaal bestuur'), ('intercommunale', 'Intercommunale'), ('provincie', 'Provincie'), ('zorg', 'Zorgorganisatie'), ('onderneming', 'Onderneming'), ('kennisinstelling', 'Kennisinstelling'), ('andere', 'Andere')], default='andere', max_length=20, verbose_name='soort')),
                        ('nis', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'Geen geldige NIS-code. Verwacht: vijf cijfers, bijvoorbeeld 44021.')], verbose_name='NIS-code')),
                        ('street', models.CharField(blank=True, max_length=150, verbose_name='straat en nummer')),
                        ('postcode', models.CharField(blank=True, max_length=4, validators=[django.core.validators.RegexValidator('^[1-9]\\d{3}$', 'Geen geldige postcode. Verwacht: vier cijfers, bijvoorbeeld 9000.')], verbose_name='postcode')),
                        ('municipality', models.CharField(blank=True, max_length=100, verbose_name='gemeente')),
                        ('province', models.GeneratedField(db_persist=True, expression=models.Case(models.When(postcode='', then=models.Value('')), models.When(postcode__gte='1000', postcode__lte='1299', then=models.Value('Brussel')), models.When(postcode__gte='1500', postcode__lte='1999', then=models.Value('Vlaams-Brabant')), models.When(postcode__gte='3000', postcode__lte='3499', then=models.Value('Vlaams-Brabant')), models.When(postcode__gte='2000', postcode__lte='2999', then=models.Value('Antwerpen')), models.When(postcode__gte='3500', postcode__lte='3999', then=models.Value('Limburg')), models.When(postcode__gte='8000', postcode__lte='8999', then=models.Value('West-Vlaanderen')), models.When(postcode__gte='9000', postcode__lte='9999', then=models.Value('Oost-Vlaanderen')), default=models.Value('Buiten Vlaanderen')), output_field=models.CharField(max_length=20), verbose_name='provincie')),
                        ('mail_domain', models.CharField(blank=True, max_length=100, validators=[pio_portal.organisations.identifiers.validate_mail_domain], verbose_name='maildomein')),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                        ('members', models.ManyToManyField(related_name='organisations', through='organisations.Membership', through_fields=('organisation', 'user'), to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'organisatie',
                        'verbose_name_plural': 'organisaties',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(pio_portal.searched.Normal('name'), name='gin_trgm_ops'), name='organisation_name_trigram'), models.Index(pio_portal.searched.Sorted('name'), name='organisation_by_name')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_organisationevent" ("id", "imported", "kbo", "mail_domain", "municipality", "name", "nis", "ovo", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "street", "type") VALUES (NEW."id", NEW."imported", NEW."kbo", NEW."mail_domain", NEW."municipality", NEW."name", NEW."nis", NEW."ovo", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postcode", NEW."street", NEW."type"); RETURN NULL;', hash='22595899fa9441495a4ad41d1a81fd2677da5d21', operation='INSERT', pgid='pgtrigger_insert_insert_040c9', table='organisations_organisation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported" IS DISTINCT FROM (NEW."imported") OR OLD."kbo" IS DISTINCT FROM (NEW."kbo") OR OLD."mail_domain" IS DISTINCT FROM (NEW."mail_domain") OR OLD."municipality" IS DISTINCT FROM (NEW."municipality") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nis" IS DISTINCT FROM (NEW."nis") OR OLD."ovo" IS DISTINCT FROM (NEW."ovo") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."type" IS DISTINCT FROM (NEW."type"))', func='INSERT INTO "organisations_organisationevent" ("id", "imported", "kbo", "mail_domain", "municipality", "name", "nis", "ovo", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "street", "type") VALUES (NEW."id", NEW."imported", NEW."kbo", NEW."mail_domain", NEW."municipality", NEW."name", NEW."nis", NEW."ovo", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postcode", NEW."street", NEW."type"); RETURN NULL;', hash='202829e2ec5914df765eb30d9a352c15ebaca1b9', operation='UPDATE', pgid='pgtrigger_update_update_0b99b', table='organisations_organisation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_organisationevent" ("id", "imported", "kbo", "mail_domain", "municipality", "name", "nis", "ovo", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "street", "type") VALUES (OLD."id", OLD."imported", OLD."kbo", OLD."mail_domain", OLD."municipality", OLD."name", OLD."nis", OLD."ovo", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postcode", OLD."street", OLD."type"); RETURN NULL;', hash='4cf3a444d3556bc3f0e6c796248fbf3ba4018ba1', operation='DELETE', pgid='pgtrigger_delete_delete_57a4b', table='organisations_organisation', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OrganisationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='organisations.organisation')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kbo', models.CharField(blank=True, max_length=10, null=True, validators=[pio_portal.organisations.identifiers.validate_kbo], verbose_name='KBO-nummer')),
                        ('ovo', models.CharField(blank=True, max_length=9, null=True, validators=[django.core.validators.RegexValidator('^OVO\\d{6}$', 'Geen geldige OVO-code. Verwacht: OVO en zes cijfers, bijvoorbeeld OVO002949.')], verbose_name='OVO-code')),
                        ('name', models.CharField(max_length=200, verbose_name='naam')),
                        ('type', models.CharField(choices=[('vlaamse_overheid', 'Vlaamse overheid'), ('lokaal_bestuur', 'Lokaal bestuur'), ('intercommunale', 'Intercommunale'), ('provincie', 'Provincie'), ('zorg', 'Zorgorganisatie'), ('onderneming', 'Onderneming'), ('kennisinstelling', 'Kennisinstelling'), ('andere', 'Andere')], default='andere', max_length=20, verbose_name='soort')),
                        ('nis', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'Geen geldige NIS-code. Verwacht: vijf cijfers, bijvoorbeeld 44021.')], verbose_name='NIS-code')),
                        ('street', models.CharField(blank=True, max_length=150, verbose_name='straat en nummer')),
                        ('postcode', models.CharField(blank=True, max_length=4, validators=[django.core.validators.RegexValidator('^[1-9]\\d{3}$', 'Geen geldige postcode. Verwacht: vier cijfers, bijvoorbeeld 9000.')], verbose_name='postcode')),
                        ('municipality', models.CharField(blank=True, max_length=100, verbose_name='gemeente')),
                        ('mail_domain', models.CharField(blank=True, max_length=100, validators=[pio_portal.organisations.identifiers.validate_mail_domain], verbose_name='maildomein')),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13eb6e28966182a08694bfb06589ddaadb2672fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c38e9', table='organisations_organisationevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
        *AFTER,
    ]
