"""The addresses of this app: a module per part of the work. Fixed words come before those that take any word."""

from calls.urls import after, applicant, calls, deciding, desk, files, forms, rounds, together

app_name = "calls"

urlpatterns = [
    *forms.urlpatterns,
    *rounds.urlpatterns,
    *calls.urlpatterns,
    *desk.urlpatterns,
    *deciding.urlpatterns,
    *after.urlpatterns,
    *files.urlpatterns,
    *together.urlpatterns,
    *applicant.urlpatterns,
]
