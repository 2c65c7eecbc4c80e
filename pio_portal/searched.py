"""Models with columns that only a search looks at: they stay in the database when a row is read."""

from django.db.models import Manager, QuerySet


class SearchedManager(Manager):
    """Leaves out the columns that the model names in `search_columns`: triggers write them, and only the database reads.

    A row that is saved whole then does not write them either, so that nothing is worked out again for no reason.
    """

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().defer(*self.model.search_columns)
