"""What the timeline tells of tasks."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

# What the client reads too: what was asked of it
register_sentences(
    {
        "client_task_added": _("%(by)s vroeg: %(task)s."),
        "client_task_done": _("%(by)s deed wat gevraagd was: %(task)s."),
        "client_task_dropped": _("Niet meer nodig: %(task)s."),
        "client_task_reopened": _("%(by)s vroeg opnieuw: %(task)s."),
    },
    public=True,
)

# What stays inside PIO
register_sentences(
    {
        "task_added": _("%(by)s voegde een taak toe (%(whom)s): %(task)s."),
        "task_done": _("%(by)s deed de taak “%(task)s”."),
        "task_dropped": _("%(by)s schrapte de taak “%(task)s”."),
        "task_reopened": _("%(by)s opende de taak “%(task)s” opnieuw."),
    }
)
