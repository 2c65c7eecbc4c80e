"""The addresses of this app, each with who may use it."""

from django.urls import URLPattern

app_name = "organisations"

urlpatterns: list[URLPattern] = []
