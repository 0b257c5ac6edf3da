"""Addresses below /admin/weights/."""

from django.urls import path

from matching.weighting import proposal_views, views

app_name = "weights"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:number>/", views.version, name="version"),
    path("draft/<int:pk>/", views.draft, name="draft"),
    path("draft/<int:pk>/discard/", views.discard, name="discard"),
    path("proposals/", proposal_views.index, name="proposals"),
    path("proposals/look/", proposal_views.look, name="look"),
    path("proposals/<int:pk>/", proposal_views.detail, name="proposal"),
    path("proposals/<int:pk>/accept/", proposal_views.accept, name="accept"),
    path("proposals/<int:pk>/decline/", proposal_views.decline, name="decline"),
]
