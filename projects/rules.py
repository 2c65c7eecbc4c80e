"""Who may do what with projects and procurements. Each rule is declared here, once."""

import rules

from calls.impartiality import interests_of
from calls.rules import is_unbiased as is_unbiased_about_application
from pio_portal.accounts.access import COMMUNICATION, MANAGEMENT, SECRETARY, STAFF
from pio_portal.accounts.enums import Role
from pio_portal.accounts.rules import has_role, is_lead, is_pio
from pio_portal.organisations.enums import Level
from pio_portal.organisations.rules import level_in, member_of
from projects.enums import TaskRole
from projects.querysets import READER_ROLES

is_viewer = member_of("organisation_id", Level.VIEWER)
is_manager = member_of("organisation_id", Level.MANAGER)
reads_all = has_role(*READER_ROLES)


@rules.predicate
def is_partner_member(user, project) -> bool:
    return project is not None and any(level_in(user, partner.pk) for partner in project.partners.all())


@rules.predicate
def is_partner_editor(user, project) -> bool:
    return project is not None and any(level_in(user, partner.pk) >= Level.EDITOR for partner in project.partners.all())


@rules.predicate
def is_unbiased(user, part) -> bool:
    """Has no interest in the project, or in that of a part: as `ProjectQuerySet.without_conflict_of` says of many.

    Asks nothing of the database once the interests of the user are known, and there are none.
    """
    project = getattr(part, "project", part)
    if project is None or not user.is_authenticated or not (interests := interests_of(user)):
        return True
    if project.application_id in interests.applications:
        return False
    bodies = {project.organisation_id, *project.partners.values_list("pk", flat=True)} if user.is_pio else set()
    return not bodies & interests.organisations


@rules.predicate
def has_no_interest(user, application) -> bool:
    """Nor in the application of which a project is made; one that was imported may have none."""
    return application is None or is_unbiased_about_application.test(user, application)


@rules.predicate
def sees_its_project(user, procurement) -> bool:
    return procurement is not None and user.has_perm("projects.view_project", procurement.project)


@rules.predicate
def edits_for_its_client(user, part) -> bool:
    """Of what belongs to a project: a procurement, a survey."""
    return part is not None and level_in(user, part.project.organisation_id) >= Level.EDITOR


@rules.predicate
def writes_for_its_project(user, part) -> bool:
    """Gives documents to its project for the client or a partner, and answers what PIO remarks on them."""
    return part is not None and writes.test(user, part.project)


@rules.predicate
def is_asked_of_client(user, task) -> bool:
    """A task of the client, or of this person by name, in a project that they see."""
    asked = task is not None and (task.for_role == TaskRole.CLIENT or task.for_user_id == user.pk)
    return asked and user.has_perm("projects.view_project", task.project)


@rules.predicate
def does_it_for_client(user, task) -> bool:
    if not is_asked_of_client(user, task):
        return False
    return task.for_user_id == user.pk or level_in(user, task.project.organisation_id) >= Level.EDITOR


# Of the programme, whoever has an interest in the application neither sees nor does anything with what came of it.
reads = reads_all & is_unbiased
handles = is_pio & is_unbiased
leads = is_lead & is_unbiased

rules.add_perm("projects.view_project", reads | (~reads_all & (is_viewer | is_partner_member)))
# Nobody sits on both sides of the table: PIO's own people write for PIO.
takes_part = ~is_pio & (is_viewer | is_partner_member)
writes = ~is_pio & (member_of("organisation_id", Level.EDITOR) | is_partner_editor)

rules.add_perm("projects.view_messages_project", handles | takes_part)
rules.add_perm("projects.correspond_project", handles | writes)
rules.add_perm("projects.discuss_project", handles)
rules.add_perm("projects.add_document", handles | writes)
rules.add_perm("projects.start_project", is_pio & has_no_interest)
rules.add_perm("projects.handle_project", handles)
rules.add_perm("projects.check_engagements", handles)
rules.add_perm("projects.propose_engagements", is_pio)
rules.add_perm("projects.propose_milestones", is_pio)
rules.add_perm("projects.confirm_for_client", is_manager)
rules.add_perm("projects.forecast_project", handles | member_of("organisation_id", Level.EDITOR))
rules.add_perm("projects.prepare_evaluation", member_of("organisation_id", Level.EDITOR))
rules.add_perm("projects.propose_amendment", handles)
rules.add_perm("projects.agree_amendment", leads | is_manager)
rules.add_perm("projects.decline_amendment", handles | is_manager)
rules.add_perm("projects.view_projecttask", reads | is_asked_of_client)
rules.add_perm("projects.finish_task", handles | does_it_for_client)
rules.add_perm("projects.handle_task", handles)
rules.add_perm("projects.waive_sharing", leads)
rules.add_perm("projects.close_project", handles)
rules.add_perm("projects.view_handover", handles)
rules.add_perm("projects.hand_over", handles)
rules.add_perm("projects.handle_remark", handles)
rules.add_perm("projects.answer_remark", writes_for_its_project)
rules.add_perm("projects.view_procurement", reads | sees_its_project)
rules.add_perm("projects.record_procurement", handles | member_of("organisation_id", Level.EDITOR))
rules.add_perm("projects.handle_procurement", handles | edits_for_its_client)
rules.add_perm("projects.view_consultancyorder", handles | (has_role(Role.MANAGEMENT) & is_unbiased))
rules.add_perm("projects.keep_consultancy", handles)
rules.add_perm("projects.answer_survey", edits_for_its_client)
rules.add_perm("projects.approve_uptake", handles)
rules.add_perm("projects.keep_thresholds", is_pio)
rules.add_perm("projects.keep_templates", is_pio)
rules.add_perm("projects.view_documenttemplate", rules.is_authenticated)

# Who uses the pages of staff: most of them only read.
READERS = STAFF | SECRETARY | MANAGEMENT | COMMUNICATION
