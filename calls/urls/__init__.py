"""The addresses of this app: a module per part of the work. Fixed words come before those that take any word."""

from calls.urls import after, applicant, calls, desk

app_name = "calls"

urlpatterns = [*calls.urlpatterns, *desk.urlpatterns, *after.urlpatterns, *applicant.urlpatterns]
