"""Addresses below /matching/."""

from django.urls import path

from matching import views

app_name = "matching"
urlpatterns = [path("how/", views.how, name="how")]
