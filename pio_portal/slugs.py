"""Readable addresses: the title as words with hyphens, numbered when it is taken."""

from django.db import models
from django.utils.text import slugify

LONGEST = 70  # leaves room for a number within the 80 characters of the field


def free_slug(model: type[models.Model], title: str) -> str:
    """The first of `titel`, `titel-2`, `titel-3` … that no row of the model has yet. One query."""
    stem = slugify(title)[:LONGEST].strip("-") or "zonder-titel"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
