import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
import pio_portal.fields
import pio_portal.registrations.models
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
    ]

    operations = [
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Occasion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, verbose_name='titel')),
                        ('starts_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='begint op')),
                        ('ends_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='eindigt op')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='plaats')),
                        ('online', models.BooleanField(default=False, verbose_name='ook online')),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='aantal plaatsen')),
                        ('registration_closes_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='inschrijven kan tot')),
                        ('counted_public', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: publiek')),
                        ('counted_enterprise', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: ondernemingen')),
                        ('counted_knowledge', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: kennisinstellingen')),
                        ('counted_unknown', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: onbekend')),
                        ('counted_total', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: totaal')),
                        ('counted_source', models.CharField(blank=True, max_length=200, verbose_name='bron van de telling')),
                    ],
                    options={
                        'verbose_name': 'bijeenkomst',
                        'verbose_name_plural': 'bijeenkomsten',
                        'indexes': [models.Index(fields=['starts_at'], name='occasion_starts')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), models.Q(('ends_at__gt', models.F('starts_at')), ('starts_at__isnull', False)), _connector='OR'), name='occasion_ends_after_it_starts', violation_error_message='Het einde moet na het begin liggen.'), models.CheckConstraint(condition=models.Q(('registration_closes_at__isnull', True), models.Q(('registration_closes_at__lte', models.F('starts_at')), ('starts_at__isnull', False)), _connector='OR'), name='occasion_closes_before_it_starts', violation_error_message='De inschrijvingen sluiten ten laatste bij het begin.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "registrations_occasionevent" ("capacity", "counted_enterprise", "counted_knowledge", "counted_public", "counted_source", "counted_total", "counted_unknown", "ends_at", "id", "online", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "starts_at", "title") VALUES (NEW."capacity", NEW."counted_enterprise", NEW."counted_knowledge", NEW."counted_public", NEW."counted_source", NEW."counted_total", NEW."counted_unknown", NEW."ends_at", NEW."id", NEW."online", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."starts_at", NEW."title"); RETURN NULL;', hash='ee25a0c0f786a24e460d2ce66d72dee449e96555', operation='INSERT', pgid='pgtrigger_insert_insert_b94d2', table='registrations_occasion', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "registrations_occasionevent" ("capacity", "counted_enterprise", "counted_knowledge", "counted_public", "counted_source", "counted_total", "counted_unknown", "ends_at", "id", "online", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "starts_at", "title") VALUES (NEW."capacity", NEW."counted_enterprise", NEW."counted_knowledge", NEW."counted_public", NEW."counted_source", NEW."counted_total", NEW."counted_unknown", NEW."ends_at", NEW."id", NEW."online", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."starts_at", NEW."title"); RETURN NULL;', hash='427e198273bb227a020f2d2df2551110eee7dac7', operation='UPDATE', pgid='pgtrigger_update_update_7f36d', table='registrations_occasion', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "registrations_occasionevent" ("capacity", "counted_enterprise", "counted_knowledge", "counted_public", "counted_source", "counted_total", "counted_unknown", "ends_at", "id", "online", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "starts_at", "title") VALUES (OLD."capacity", OLD."counted_enterprise", OLD."counted_knowledge", OLD."counted_public", OLD."counted_source", OLD."counted_total", OLD."counted_unknown", OLD."ends_at", OLD."id", OLD."online", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."starts_at", OLD."title"); RETURN NULL;', hash='f302313d97c29905282e266d2bb29497896b0942', operation='DELETE', pgid='pgtrigger_delete_delete_04856', table='registrations_occasion', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OccasionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='registrations.occasion')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=200, verbose_name='titel')),
                        ('starts_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='begint op')),
                        ('ends_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='eindigt op')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='plaats')),
                        ('online', models.BooleanField(default=False, verbose_name='ook online')),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='aantal plaatsen')),
                        ('registration_closes_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='inschrijven kan tot')),
                        ('counted_public', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: publiek')),
                        ('counted_enterprise', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: ondernemingen')),
                        ('counted_knowledge', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: kennisinstellingen')),
                        ('counted_unknown', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: onbekend')),
                        ('counted_total', models.PositiveIntegerField(blank=True, null=True, verbose_name='geteld: totaal')),
                        ('counted_source', models.CharField(blank=True, max_length=200, verbose_name='bron van de telling')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='208c3772782d1269b6e9bbfb77d3b5ba08c19a7d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b024d', table='registrations_occasionevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='registrations.occasion', verbose_name='bijeenkomst')),
                        ('email', models.CharField(max_length=254, verbose_name='e-mailadres')),
                        ('email_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower(django.db.models.functions.text.Trim('email')), output_field=models.CharField(max_length=254))),
                        ('name', models.CharField(blank=True, max_length=150, verbose_name='naam')),
                        ('sector', models.CharField(choices=[('public', 'Publieke organisatie'), ('enterprise', 'Onderneming'), ('knowledge', 'Kennisinstelling'), ('unknown', 'Onbekend')], default='unknown', max_length=20, verbose_name='u komt van een')),
                        ('organisation_name', models.CharField(blank=True, max_length=200, verbose_name='organisatie')),
                        ('registered_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='ingeschreven op')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bevestigd op')),
                        ('cancelled_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='geannuleerd op')),
                        ('waitlisted', models.BooleanField(default=False, verbose_name='op de wachtlijst')),
                        ('attended', models.BooleanField(blank=True, null=True, verbose_name='aanwezig')),
                        ('own_staff', models.BooleanField(default=False, verbose_name='van PIO zelf')),
                        ('token', models.CharField(default=pio_portal.registrations.models.new_token, editable=False, max_length=64, unique=True)),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                    ],
                    options={
                        'verbose_name': 'inschrijving',
                        'verbose_name_plural': 'inschrijvingen',
                        'indexes': [models.Index(fields=['occasion', 'email_key'], name='registration_of_person'), models.Index(condition=models.Q(('cancelled_at__isnull', True), ('confirmed_at__isnull', False)), fields=['occasion', 'waitlisted'], name='registration_seats')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('imported', False)), fields=('occasion', 'email_key'), name='registration_one_per_person', violation_error_message='Dit e-mailadres is al ingeschreven.'), models.CheckConstraint(condition=models.Q(('waitlisted', False), ('confirmed_at__isnull', False), ('imported', True), _connector='OR'), name='registration_waits_once_confirmed', violation_error_message='Alleen wie bevestigd heeft, staat op de wachtlijst.'), models.CheckConstraint(condition=models.Q(('imported', True), ('registered_at__isnull', False), _connector='OR'), name='registration_says_when_it_was_made', violation_error_message='Een inschrijving vermeldt wanneer ze gedaan werd.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_at__gte', models.F('registered_at')), _connector='OR'), models.Q(('cancelled_at__isnull', True), ('cancelled_at__gte', models.F('registered_at')), _connector='OR')), _connector='OR'), name='registration_confirmed_and_cancelled_after_it_was_made', violation_error_message='Een inschrijving wordt pas bevestigd of geannuleerd nadat ze gedaan werd.'), models.CheckConstraint(condition=models.Q(('imported', True), ('attended__isnull', True), models.Q(('confirmed_at__isnull', False), ('waitlisted', False)), _connector='OR'), name='registration_attended_had_a_seat', violation_error_message='Alleen wie een plaats had, kan aanwezig of afwezig geweest zijn.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "registrations_registrationevent" ("attended", "cancelled_at", "confirmed_at", "email", "id", "imported", "name", "occasion_id", "organisation_name", "own_staff", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "sector", "token", "waitlisted") VALUES (NEW."attended", NEW."cancelled_at", NEW."confirmed_at", NEW."email", NEW."id", NEW."imported", NEW."name", NEW."occasion_id", NEW."organisation_name", NEW."own_staff", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registered_at", NEW."sector", NEW."token", NEW."waitlisted"); RETURN NULL;', hash='0c350a5aa4c7ab9cd3b71d001b57e8a198b59ee7', operation='INSERT', pgid='pgtrigger_insert_insert_b1473', table='registrations_registration', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attended" IS DISTINCT FROM (NEW."attended") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported" IS DISTINCT FROM (NEW."imported") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."occasion_id" IS DISTINCT FROM (NEW."occasion_id") OR OLD."organisation_name" IS DISTINCT FROM (NEW."organisation_name") OR OLD."own_staff" IS DISTINCT FROM (NEW."own_staff") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."sector" IS DISTINCT FROM (NEW."sector") OR OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."waitlisted" IS DISTINCT FROM (NEW."waitlisted"))', func='INSERT INTO "registrations_registrationevent" ("attended", "cancelled_at", "confirmed_at", "email", "id", "imported", "name", "occasion_id", "organisation_name", "own_staff", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "sector", "token", "waitlisted") VALUES (NEW."attended", NEW."cancelled_at", NEW."confirmed_at", NEW."email", NEW."id", NEW."imported", NEW."name", NEW."occasion_id", NEW."organisation_name", NEW."own_staff", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registered_at", NEW."sector", NEW."token", NEW."waitlisted"); RETURN NULL;', hash='a5de063bb61d871ebb47f120be0f96f331008f5f', operation='UPDATE', pgid='pgtrigger_update_update_12872', table='registrations_registration', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "registrations_registrationevent" ("attended", "cancelled_at", "confirmed_at", "email", "id", "imported", "name", "occasion_id", "organisation_name", "own_staff", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "sector", "token", "waitlisted") VALUES (OLD."attended", OLD."cancelled_at", OLD."confirmed_at", OLD."email", OLD."id", OLD."imported", OLD."name", OLD."occasion_id", OLD."organisation_name", OLD."own_staff", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registered_at", OLD."sector", OLD."token", OLD."waitlisted"); RETURN NULL;', hash='1987197ea0c0736b0644fcaf972a62cd850d8436', operation='DELETE', pgid='pgtrigger_delete_delete_77f4c', table='registrations_registration', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='RegistrationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='registrations.registration')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('occasion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registrations.occasion', verbose_name='bijeenkomst')),
                        ('email', models.CharField(max_length=254, verbose_name='e-mailadres')),
                        ('name', models.CharField(blank=True, max_length=150, verbose_name='naam')),
                        ('sector', models.CharField(choices=[('public', 'Publieke organisatie'), ('enterprise', 'Onderneming'), ('knowledge', 'Kennisinstelling'), ('unknown', 'Onbekend')], default='unknown', max_length=20, verbose_name='u komt van een')),
                        ('organisation_name', models.CharField(blank=True, max_length=200, verbose_name='organisatie')),
                        ('registered_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='ingeschreven op')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bevestigd op')),
                        ('cancelled_at', pio_portal.fields.MomentField(blank=True, null=True, verbose_name='geannuleerd op')),
                        ('waitlisted', models.BooleanField(default=False, verbose_name='op de wachtlijst')),
                        ('attended', models.BooleanField(blank=True, null=True, verbose_name='aanwezig')),
                        ('own_staff', models.BooleanField(default=False, verbose_name='van PIO zelf')),
                        ('token', models.CharField(default=pio_portal.registrations.models.new_token, editable=False, max_length=64)),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a6cb50ab17dc241c398ef3a0c2c514000bd387bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0d7f0', table='registrations_registrationevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
