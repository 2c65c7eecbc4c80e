"""The staff's lists: declared, not programmed. The query string is the whole state of a list.

    class ApplicationList(StaffList):
        title = _("Aanvragen")
        nouns = _("aanvraag"), _("aanvragen")
        queryset = staticmethod(lambda user: Application.objects.visible_to(user).for_list())
        filterset_class = ApplicationFilter
        table_class = ApplicationTable
        state_field, states = "status", Status

Parameters: `q` searches, `state_field` chooses states, the filters have their own names, `kolommen` says which columns,
`sort` is a column (`-` in front turns it round), `page` a page, `export=csv` or `export=xlsx` gives everything that is
chosen as a file. Whatever stands in the address can be kept as a saved view and sent to a colleague.

`stafflist` is the list; what it can do besides stands beside it: `searching`, `chips`, `columns`, `views`, `export`,
and `several` for what is done with many rows at once.
"""

from pio_portal.ui.lists.columns import joined
from pio_portal.ui.lists.stafflist import KnownPaginator, StaffList

__all__ = ["KnownPaginator", "StaffList", "joined"]
