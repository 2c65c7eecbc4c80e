"""The addresses of this app: a module per part of the work. Fixed words come before those that take any word."""

from calls.urls import applicant, calls, deciding, desk

app_name = "calls"

urlpatterns = [*calls.urlpatterns, *desk.urlpatterns, *deciding.urlpatterns, *applicant.urlpatterns]
