"""What the worker does around closing moments: it tells of extensions and news, and reminds."""

from calls.deadline.announcements import mail_announcement, mail_announcements
from calls.deadline.extension import tell_round_extended
from calls.deadline.reminders import remind_of_closing
from pio_portal.correspondence.outbox import task
from pio_portal.correspondence.periodic import periodic

task("calls.tell_round_extended")(tell_round_extended)
task("calls.mail_announcement")(mail_announcement)
periodic("calls.announcements")(mail_announcements)
periodic("calls.closing_reminders")(remind_of_closing)
