"""Invitations to take part in an application, in any state, made through their workflow."""

from calls.application.partners import (
    accept_invitation,
    cancel_invitation,
    decline_invitation,
    invite_organisation,
    leave_application,
)
from calls.enums import InvitationStatus as Status
from calls.models import Application, Invitation
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.retelling import retelling
from tests.factories import calls as make
from tests.factories.ground import member, organisation

AT, DAY = make.AT, make.DAY


@retelling()
def invitation(
    status: Status = Status.INVITED, *, of: Application | None = None, to: Organisation | None = None, **fields
) -> Invitation:
    """An organisation with a manager that was invited by an editor of the applicant, and what became of it."""
    of, to = of or make.application(), to or organisation()
    manager = member(to)
    editor = member(of.organisation, Level.EDITOR)
    fields = {"message": "Doen jullie mee?", "by": editor, "at": AT} | fields
    made = invite_organisation(application=of, organisation=to, **fields)
    match status:
        case Status.ACCEPTED:
            return accept_invitation(invitation=made, by=manager, at=AT + DAY)
        case Status.DECLINED:
            return decline_invitation(invitation=made, by=manager, at=AT + DAY)
        case Status.CANCELLED:
            return cancel_invitation(invitation=made, by=editor, at=AT + DAY)
        case Status.LEFT:
            accept_invitation(invitation=made, by=manager, at=AT + DAY)
            return leave_application(application=of, organisation=to, by=manager, at=AT + 2 * DAY)
    return made
