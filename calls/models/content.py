"""What an application says: its answers as they stand, and each revision as it was submitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from calls.models.application import Application
from pio_portal.audit.history import tracked
from pio_portal.fields import MomentField

USER = settings.AUTH_USER_MODEL


@dataclass(frozen=True)
class Merged:
    """What a page says, beside what stands in the dossier now."""

    changed: dict[str, str]  # by this page alone
    contested: list[str]  # by this page and on another one
    others: list[str]  # on another page alone: this page shows an answer of before


@tracked()
class SectionAnswer(models.Model):
    """The answers to one section: the unit of saving, and of the lock that keeps colleagues from overwriting each other.

    `version` counts the saves. `marks` says of each answer with which version it changed last, on which opened page
    ("" once that page was saved by its button), and by whom (a user's key).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    section = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="answers_once_per_section")]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.section}"

    def changed_elsewhere(self, key: str, *, since: int, page: str) -> bool:
        """Whether this answer changed after a version, on another page than this one."""
        version, its_page, _by = self.marks.get(key, (0, "", None))
        return version > since and not (page and its_page == page)

    def changed_at(self, keys: Iterable[str]) -> datetime:
        """When the last of these answers changed; the row itself may have been saved since. One query."""
        version = max(self.marks[key][0] for key in keys)
        then = self.history.filter(version=version).order_by("pgh_id").values_list("updated_at", flat=True).first()
        return then or self.updated_at

    def is_open_on(self, page: str) -> bool:
        """Whether something was saved on this page by itself, and not yet by its button."""
        return bool(page) and any(its_page == page for _version, its_page, _by in self.marks.values())

    def known_to(self, *, version: int, page: str) -> dict[str, str]:
        """The answers as a page knows them: those of its version, and what it saved by itself since. One query."""
        rows = self.history.filter(version__gte=version).order_by("pgh_id") if self.pk else self.history.none()
        known: dict[str, str] = {}
        for at_version, values, marks in rows.values_list("version", "values", "marks"):
            if at_version == version:
                known = dict(values)
            known |= {
                key: values[key] for key, (v, its, _by) in marks.items() if page and (v, its) == (at_version, page)
            }
        return known

    def merge(self, typed: Mapping[str, str], *, version: int, page: str) -> Merged:
        """Lay what a page says beside what stands here. A query when it differs from what others changed since."""
        differs = {key: value for key, value in typed.items() if value != self.values.get(key, "")}
        elsewhere = [key for key in differs if self.changed_elsewhere(key, since=version, page=page)]
        known = self.known_to(version=version, page=page) if elsewhere else {}
        others = [key for key in elsewhere if differs[key] == known.get(key, "")]
        return Merged(
            changed={key: value for key, value in differs.items() if key not in elsewhere},
            contested=[key for key in elsewhere if key not in others],
            others=others,
        )

    def write(self, values: Mapping[str, Any], *, by, at, page: str) -> None:
        """Take over changed answers as the next version. Not saved yet."""
        self.version += 1
        self.values = {**self.values, **values}
        self.marks = {**self.marks, **{key: [self.version, page, by.pk if by else None] for key in values}}
        self.updated_at, self.updated_by = at, by

    def close_page(self, page: str) -> None:
        """The page was saved by its button: what it still sends late counts as another page's. Not saved yet."""
        closed = {
            key: [v, "", who] if page and its == page else [v, its, who] for key, (v, its, who) in self.marks.items()
        }
        self.marks = closed


class Revision(models.Model):
    """What was submitted, frozen. The hash on the receipt is of `content`; the row can never be changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)  # of the request: a retry of it is not a new revision
    submitted_at = MomentField()
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["application", "key"], condition=~Q(key=""), name="revision_once_per_request"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="found_by_its_answers",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="UPDATE calls_application SET search = NULL WHERE id = NEW.application_id; RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} r{self.number}"
