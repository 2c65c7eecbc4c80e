"""Who may do what with calls, applications and assessments. Each rule is declared here, once."""

import rules

from calls.enums import AssignmentStatus
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
def judges(user, application) -> bool:
    """Was asked to judge it, and declared to have no interest: before that, nothing of it is shown."""
    return (
        application is not None
        and application.assignments.filter(adviser=user, status__in=AssignmentStatus.free()).exists()
    )


@rules.predicate
def declared_no_conflict(user, application) -> bool:
    """Has no conflict of interest by its own declaration: who declared one sees and does nothing with it any more.

    Said positively, so that asking without an application (as django-fsm also does) is a no.
    """
    return (
        application is not None
        and user.is_authenticated
        and not (application.pk and application.conflicts.filter(user=user).exists())
    )


@rules.predicate
def works_elsewhere(user, application) -> bool:
    """Works for none of the organisations that apply: who does has an interest, without having to say so."""
    return application is not None and not any(
        level_in(user, pk) for pk in (application.organisation_id, *(p.pk for p in application.partners.all()))
    )


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
applies = ~is_pio & (is_viewer | is_partner_member | (is_adviser & judges)) & declared_no_conflict

rules.add_perm("calls.change_call", is_lead)
rules.add_perm("calls.view_application", (is_pio & is_unbiased) | applies)
rules.add_perm("calls.edit_application", ~is_pio & is_editor)
rules.add_perm("calls.submit_application", ~is_pio & is_manager)
rules.add_perm("calls.withdraw_application", ~is_pio & is_manager)
rules.add_perm("calls.handle_application", is_pio & is_unbiased)
rules.add_perm("calls.decide_application", is_lead & is_unbiased)
rules.add_perm("calls.publish_decisions", is_lead)
rules.add_perm("calls.view_assignment", (is_pio | (is_adviser & is_the_adviser)) & is_unbiased_on_it)
rules.add_perm("calls.judge_assignment", is_adviser & is_the_adviser)
rules.add_perm("calls.handle_assignment", is_pio & is_unbiased_on_it)
rules.add_perm("calls.direct_assignment", is_lead & is_unbiased_on_it)
