"""What the worker gave up, to look up and to try again."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import Attachment, Email, EmailTemplate, Log

from pio_portal.accounts.admin import ForAdministrators
from pio_portal.correspondence.models import OutboxTask

for kept in (Attachment, Email, EmailTemplate, Log):  # dossiers show mails; by hand nobody changes what was sent
    admin.site.unregister(kept)


@admin.register(OutboxTask)
class OutboxTaskAdmin(ForAdministrators, admin.ModelAdmin):
    can_add = can_change = False
    can_delete = True  # one that needs no second attempt: then it is no signal any more
    list_display = ("task", "key", "attempts", "created_at", "failed_at", "error")
    list_filter = (("failed_at", admin.EmptyFieldListFilter), "task")
    ordering = ("-created_at", "pk")
    actions = ("try_again",)

    @admin.action(description=_("Gekozen taken opnieuw proberen"))
    def try_again(self, request, queryset) -> None:
        """Give it as many attempts as a new one."""
        again = queryset.filter(failed_at__isnull=False)
        number = again.update(failed_at=None, attempts=0, error="", not_before=timezone.now())
        self.message_user(request, _("%(number)s taken worden opnieuw geprobeerd.") % {"number": number})
