"""Who may do what with calls, applications and assessments. Each rule is declared here, once."""

import rules

from calls.enums import ApplicationStatus, AssignmentStatus
from calls.impartiality import interests_of
from pio_portal.accounts.rules import is_adviser, is_lead, is_pio
from pio_portal.organisations.enums import Level
from pio_portal.organisations.rules import level_in, member_of

is_viewer = member_of("organisation_id", Level.VIEWER)
is_editor = member_of("organisation_id", Level.EDITOR)
is_manager = member_of("organisation_id", Level.MANAGER)


@rules.predicate
def is_partner_member(user, application) -> bool:
    return application is not None and any(level_in(user, partner.pk) for partner in application.partners.all())


@rules.predicate
def is_partner_editor(user, application) -> bool:
    """At least editor in an organisation that takes part. An application that is still being made has no partners."""
    return (
        application is not None
        and application.pk is not None
        and any(level_in(user, partner.pk) >= Level.EDITOR for partner in application.partners.all())
    )


def leads(level: Level) -> rules.predicates.Predicate:
    """A predicate on an invitation: acts at this level or above for the organisation whose application it is."""

    @rules.predicate(name=f"leads_as_{level.name.lower()}")
    def check(user, invitation) -> bool:
        if invitation is None or level_in(user, invitation.application.organisation_id) < level:
            return False
        return acts.test(user, invitation.application)

    return check


def on_its_application(permission: str) -> rules.predicates.Predicate:
    """A predicate on a row that belongs to an application: who has the permission on that."""

    @rules.predicate(name=f"may_{permission.partition('.')[2]}")
    def check(user, row) -> bool:
        return row is not None and user.has_perm(permission, row.application)

    return check


handles_its_application = on_its_application("calls.handle_application")
submits_its_application = on_its_application("calls.submit_application")


@rules.predicate
def judges(user, application) -> bool:
    """Was asked to judge it, and declared to have no interest: before that, nothing of it is shown."""
    return (
        application is not None
        and application.assignments.filter(adviser=user, status__in=AssignmentStatus.free()).exists()
    )


@rules.predicate
def is_handed_in(_user, application) -> bool:
    """A draft is its applicants' own, also when it was thrown away: nobody discusses it with PIO."""
    if application is None or application.status == ApplicationStatus.DRAFT:
        return False
    kept = application.submitted_at is not None or application.void_reason or application.imported
    return application.status != ApplicationStatus.VOID or bool(kept)


@rules.predicate
def has_advised(user, application) -> bool:
    """Gave the final advice on it: what colleagues think can no longer colour it."""
    return (
        application is not None
        and application.assignments.filter(adviser=user, status=AssignmentStatus.ADVISED).exists()
    )


@rules.predicate
def declared_no_conflict(user, application) -> bool:
    """Has no conflict of interest by its own declaration: who declared one sees and does nothing with it any more.

    Said positively, so that asking without an application (as django-fsm also does) is a no.
    """
    return (
        application is not None and user.is_authenticated and not (application.pk and user.pk in application.conflicted)
    )


@rules.predicate
def declared_no_conflict_on_it(user, row) -> bool:
    """The same, of a row that belongs to an application."""
    return row is not None and declared_no_conflict.test(user, row.application)


@rules.predicate
def works_elsewhere(user, application) -> bool:
    """Works for none of the organisations that apply: who does has an interest, without having to say so.

    Nearly everybody of the programme works for none at all, and then nothing more is asked.
    """
    if application is None:
        return False
    if not user.is_authenticated or not (works_for := interests_of(user).organisations):
        return True
    return works_for.isdisjoint({application.organisation_id, *(partner.pk for partner in application.partners.all())})


@rules.predicate
def is_the_adviser(user, assignment) -> bool:
    return assignment is not None and assignment.adviser_id == user.pk


@rules.predicate
def is_unbiased_on_it(user, assignment) -> bool:
    """Without an interest in the application that the assignment is about."""
    return assignment is not None and is_unbiased.test(user, assignment.application)


# Inside the programme; `ApplicationQuerySet.without_conflict_of` says the same of many.
is_unbiased = works_elsewhere & declared_no_conflict
# As one of those who apply; nobody sits on both sides of the table, so PIO's own people do not.
takes_part = ~is_pio & (is_viewer | is_partner_member) & declared_no_conflict
# A draft is its applicants' own: PIO sees that it exists, and nothing of what stands in it.
reads_for_pio = is_handed_in & is_pio & is_unbiased
# Acts as an applicant: not of PIO, and without an interest by the own declaration. Each rule adds at which level.
acts = ~is_pio & declared_no_conflict
answers_for_invited = ~is_pio & declared_no_conflict_on_it & member_of("organisation_id", Level.MANAGER)
applies = takes_part | (~is_pio & is_adviser & judges & declared_no_conflict)

rules.add_perm("calls.change_call", is_lead)
rules.add_perm("calls.change_form", is_pio)
rules.add_perm("calls.announce", is_pio)
rules.add_perm("calls.view_application", reads_for_pio | applies)
rules.add_perm("calls.view_whole_application", reads_for_pio | takes_part)
rules.add_perm("calls.view_removed_application", reads_for_pio)
rules.add_perm("calls.edit_application", (is_editor | is_partner_editor) & acts)
rules.add_perm("calls.invite_organisation", is_editor & acts)
rules.add_perm("calls.copy_application", is_editor & acts)
rules.add_perm("calls.discard_application", is_manager & acts)
rules.add_perm("calls.answer_invitation", answers_for_invited)
rules.add_perm("calls.cancel_invitation", leads(Level.EDITOR))
rules.add_perm(
    "calls.leave_invitation",
    answers_for_invited | leads(Level.MANAGER) | handles_its_application,
)
rules.add_perm("calls.submit_application", is_manager & acts)
rules.add_perm("calls.reopen_application", is_manager & acts)
rules.add_perm("calls.withdraw_application", is_manager & acts)
rules.add_perm("calls.handle_application", is_pio & is_unbiased)
rules.add_perm("calls.extend_application", is_pio & is_unbiased)
rules.add_perm("calls.decide_application", is_lead & is_unbiased)
rules.add_perm("calls.publish_decisions", is_lead)
rules.add_perm("calls.publish_decision", on_its_application("calls.decide_application"))
rules.add_perm("calls.prepare_decision", handles_its_application)
rules.add_perm("calls.handle_completionrequest", handles_its_application)
rules.add_perm("calls.answer_completionrequest", submits_its_application)
rules.add_perm("calls.end_completionrequest", submits_its_application | handles_its_application)
rules.add_perm("calls.view_messages_application", reads_for_pio | (is_handed_in & takes_part))
rules.add_perm(
    "calls.correspond_application",
    reads_for_pio | (is_handed_in & takes_part & (is_editor | is_partner_editor)),
)
rules.add_perm("calls.discuss_application", is_handed_in & (is_pio | (is_adviser & has_advised)) & is_unbiased)
rules.add_perm("calls.view_assignment", (is_pio | (is_adviser & is_the_adviser)) & is_unbiased_on_it)
rules.add_perm("calls.judge_assignment", is_adviser & is_the_adviser)
rules.add_perm("calls.handle_assignment", is_pio & is_unbiased_on_it)
rules.add_perm("calls.direct_assignment", is_lead & is_unbiased_on_it)
