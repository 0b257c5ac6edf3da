"""The addresses of the API, under /api/."""

from django.urls import path

from search.api import docs
from search.api.endpoints import api

urlpatterns = [
    path("v1/docs/", docs.page, name="api_docs"),
    path("v1/", api.urls),
]
