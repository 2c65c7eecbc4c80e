"""The addresses of this app, each with who may use it."""

from pio_portal.accounts.access import PUBLIC, route
from pio_portal.documents import views

app_name = "documents"

urlpatterns = [
    # Public, because a public document needs no log-in; the view asks the permission for each document.
    route("documenten/<uuid:pk>/", views.download, name="download", roles=PUBLIC, methods=("GET", "HEAD")),
]
