"""The addresses of search, under /projects/."""

from django.urls import path

from search import feeds, suggest_views, views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("feed/", feeds.feed, name="feed"),
    path("suggest/", suggest_views.suggestions, name="suggest"),
]
