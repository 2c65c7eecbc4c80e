"""What the pages of a dossier show of its mails."""

from typing import Any

from django import template

from pio_portal.correspondence.models import SentMail

register = template.Library()


@register.inclusion_tag("correspondence/staff/undelivered.html", takes_context=True)
def undelivered_mails(context: template.Context, about: Any) -> dict[str, Any]:
    """The mails about a dossier that their readers did not get, each with what can be done. One query."""
    rows = SentMail.objects.of(about).undelivered().select_related("email").order_by("pk")
    return {"mails": rows, "request": context["request"], "csrf_token": context.get("csrf_token")}
