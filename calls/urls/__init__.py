"""The addresses of this app: a module per part of the work. Fixed words come before those that take any word."""

from calls.urls import application, assessment, call, deadline, files, messages, partners, questionnaire, selection

app_name = "calls"

urlpatterns = [
    *questionnaire.urlpatterns,
    *deadline.urlpatterns,
    *call.urlpatterns,
    *assessment.urlpatterns,
    *selection.urlpatterns,
    *messages.urlpatterns,
    *files.urlpatterns,
    *partners.urlpatterns,
    *application.urlpatterns,
]
