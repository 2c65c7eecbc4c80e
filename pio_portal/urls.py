"""Every address of the portal. Each app declares its own, with who may use it (pio_portal.accounts.access)."""

from django.contrib import admin
from django.urls import include, path

from pio_portal.accounts.access import ADMINISTRATORS, declare

urlpatterns = [
    path("", include("pio_portal.status")),
    path("", include("pio_portal.ui.urls")),
    path("", include("pio_portal.accounts.urls")),
    path("", include("pio_portal.organisations.urls")),
    path("", include("pio_portal.documents.urls")),
    path("", include("pio_portal.correspondence.urls")),
    path("", include("pio_portal.contact.urls")),
    path("", include("pio_portal.registrations.urls")),
    path("", include("calls.urls")),
    path("", include("projects.urls")),
    path("", include("consultations.urls")),
    path("", include("cofinancing.urls")),
    path("", include("outreach.urls")),
    path("", include("reporting.urls")),
    path("admin/", declare(admin.site.urls, ADMINISTRATORS)),
]

handler400 = "pio_portal.ui.views.errors.bad_request"
handler403 = "pio_portal.ui.views.errors.forbidden"
handler404 = "pio_portal.ui.views.errors.not_found"
handler429 = "pio_portal.ui.views.errors.too_many"  # allauth looks for it here
handler500 = "pio_portal.ui.views.errors.server_error"
