import django.db.models.deletion
import django_fsm
import pghistory.utils
import pgtrigger.compiler
import pio_portal.create_models
import pio_portal.registrations.owners
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
        ('registrations', '0001_initial'),
        ('sessions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pio_portal.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.CharField(max_length=20, unique=True, verbose_name='referentie')),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('occasion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='event', to='registrations.occasion')),
                        ('kind', models.CharField(choices=[('knowledge_sharing', 'Kennisdeling'), ('partner_session', 'Sessie met partnernetwerk'), ('pio_day', 'PIO-dag'), ('european_conference', 'Europese conferentie'), ('info_session', 'Infosessie'), ('other', 'Andere')], default='knowledge_sharing', max_length=20, verbose_name='soort')),
                        ('summary', models.TextField(blank=True, verbose_name='samenvatting')),
                        ('status', django_fsm.FSMField(choices=[('draft', 'In voorbereiding'), ('published', 'Gepubliceerd'), ('held', 'Gehouden'), ('cancelled', 'Geannuleerd')], default='draft', max_length=50, protected=True, verbose_name='status')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gepubliceerd op')),
                        ('cancel_reason', models.TextField(blank=True, verbose_name='reden van annulering')),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                        ('projects', models.ManyToManyField(blank=True, related_name='events', to='projects.project', verbose_name='projecten')),
                        ('partners', models.ManyToManyField(blank=True, related_name='events', to='outreach.partner', verbose_name='partners')),
                    ],
                    options={
                        'verbose_name': 'activiteit',
                        'verbose_name_plural': 'activiteiten',
                        'indexes': [models.Index(fields=['kind'], name='event_by_kind'), models.Index(fields=['status'], name='event_by_status')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'draft'), _negated=True), ('published_at__isnull', True), _connector='OR'), name='event_draft_is_not_announced', violation_error_message='Een activiteit in voorbereiding is nog niet gepubliceerd.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='event_published_says_when_and_what', violation_error_message='Een gepubliceerde activiteit heeft een samenvatting, en vermeldt sinds wanneer.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'held'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='event_held_says_when_it_was_announced', violation_error_message='Een gehouden activiteit vermeldt wanneer ze gepubliceerd werd.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='event_cancelled_says_why', violation_error_message='Een geannuleerde activiteit vermeldt waarom.'), models.CheckConstraint(condition=models.Q(('imported', True), models.Q(('status__in', ['draft', 'published', 'held']), _negated=True), ('cancel_reason', ''), _connector='OR'), name='event_not_cancelled_has_no_reason', violation_error_message='Alleen een geannuleerde activiteit heeft een reden van annulering.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outreach_eventevent" ("cancel_reason", "id", "imported", "kind", "occasion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "ref", "slug", "status", "summary") VALUES (NEW."cancel_reason", NEW."id", NEW."imported", NEW."kind", NEW."occasion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."ref", NEW."slug", NEW."status", NEW."summary"); RETURN NULL;', hash='ed23af37b2d8441dd40be31949e055abcc309040', operation='INSERT', pgid='pgtrigger_insert_insert_79999', table='outreach_event', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outreach_eventevent" ("cancel_reason", "id", "imported", "kind", "occasion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "ref", "slug", "status", "summary") VALUES (NEW."cancel_reason", NEW."id", NEW."imported", NEW."kind", NEW."occasion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."ref", NEW."slug", NEW."status", NEW."summary"); RETURN NULL;', hash='b7056b9e1dc7da8fc8e6d5da83ccf176d6498b28', operation='UPDATE', pgid='pgtrigger_update_update_43ac9', table='outreach_event', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outreach_eventevent" ("cancel_reason", "id", "imported", "kind", "occasion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "ref", "slug", "status", "summary") VALUES (OLD."cancel_reason", OLD."id", OLD."imported", OLD."kind", OLD."occasion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."ref", OLD."slug", OLD."status", OLD."summary"); RETURN NULL;', hash='46a724b58eb5022625a2ef29d3f59b6286da2456', operation='DELETE', pgid='pgtrigger_delete_delete_76b6d', table='outreach_event', when='AFTER'))],
                    },
                    bases=(pio_portal.registrations.owners.HasOccasion, models.Model),
                ),
                migrations.CreateModel(
                    name='EventEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='outreach.event')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('ref', models.CharField(max_length=20, verbose_name='referentie')),
                        ('slug', models.SlugField(db_index=False, max_length=80)),
                        ('occasion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registrations.occasion')),
                        ('kind', models.CharField(choices=[('knowledge_sharing', 'Kennisdeling'), ('partner_session', 'Sessie met partnernetwerk'), ('pio_day', 'PIO-dag'), ('european_conference', 'Europese conferentie'), ('info_session', 'Infosessie'), ('other', 'Andere')], default='knowledge_sharing', max_length=20, verbose_name='soort')),
                        ('summary', models.TextField(blank=True, verbose_name='samenvatting')),
                        ('status', django_fsm.FSMField(choices=[('draft', 'In voorbereiding'), ('published', 'Gepubliceerd'), ('held', 'Gehouden'), ('cancelled', 'Geannuleerd')], default='draft', max_length=50, protected=True, verbose_name='status')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gepubliceerd op')),
                        ('cancel_reason', models.TextField(blank=True, verbose_name='reden van annulering')),
                        ('imported', models.BooleanField(default=False, editable=False, verbose_name='geïmporteerd')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='653c815849ca1ae8f020d00c8cbe1e293b9e76aa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a8f7', table='outreach_eventevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                        ('name', models.CharField(max_length=150, verbose_name='naam')),
                    ],
                    options={
                        'verbose_name': 'partner',
                        'verbose_name_plural': 'partners',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='Story',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('title', models.CharField(max_length=200, verbose_name='titel')),
                        ('lead', models.TextField(blank=True, verbose_name='inleiding')),
                        ('body', models.TextField(verbose_name='tekst')),
                        ('status', django_fsm.FSMField(choices=[('draft', 'In opmaak'), ('published', 'Gepubliceerd')], default='draft', max_length=50, protected=True, verbose_name='status')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gepubliceerd op')),
                        ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('projects', models.ManyToManyField(blank=True, related_name='stories', to='projects.project', verbose_name='projecten')),
                    ],
                    options={
                        'verbose_name': 'verhaal',
                        'verbose_name_plural': 'verhalen',
                        'ordering': ['-published_at', '-pk'],
                        'indexes': [models.Index(fields=['status', '-published_at'], name='story_newest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'draft'), _negated=True), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='story_draft_is_not_published', violation_error_message='Een verhaal in opmaak is nog niet gepubliceerd.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False), models.Q(('lead', ''), _negated=True), models.Q(('body', ''), _negated=True)), _connector='OR'), name='story_published_says_when_by_whom_and_what', violation_error_message='Een gepubliceerd verhaal heeft een inleiding en een tekst, en vermeldt sinds wanneer.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outreach_storyevent" ("body", "id", "lead", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "slug", "status", "title") VALUES (NEW."body", NEW."id", NEW."lead", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."slug", NEW."status", NEW."title"); RETURN NULL;', hash='6c6c52e113ec421a83456e75c6b6781c8c0c451c', operation='INSERT', pgid='pgtrigger_insert_insert_7f218', table='outreach_story', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outreach_storyevent" ("body", "id", "lead", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "slug", "status", "title") VALUES (NEW."body", NEW."id", NEW."lead", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."slug", NEW."status", NEW."title"); RETURN NULL;', hash='a73d11ef9d8e45f3b9b869dd8364ca352758ad5e', operation='UPDATE', pgid='pgtrigger_update_update_57b41', table='outreach_story', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outreach_storyevent" ("body", "id", "lead", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "slug", "status", "title") VALUES (OLD."body", OLD."id", OLD."lead", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."slug", OLD."status", OLD."title"); RETURN NULL;', hash='62c0bb9e86e68f2b42c620ba74482c9054714ec9', operation='DELETE', pgid='pgtrigger_delete_delete_ad487', table='outreach_story', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='StoryEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='outreach.story')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('slug', models.SlugField(db_index=False, max_length=80)),
                        ('title', models.CharField(max_length=200, verbose_name='titel')),
                        ('lead', models.TextField(blank=True, verbose_name='inleiding')),
                        ('body', models.TextField(verbose_name='tekst')),
                        ('status', django_fsm.FSMField(choices=[('draft', 'In opmaak'), ('published', 'Gepubliceerd')], default='draft', max_length=50, protected=True, verbose_name='status')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gepubliceerd op')),
                        ('published_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26e02944d3dfdacb248a1b688bbd18e8464238a8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7792', table='outreach_storyevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
