"""The addresses of saved searches, under /searches/."""

from django.urls import path

from search.alerts import links, views

app_name = "alerts"
urlpatterns = [
    path("", views.index, name="list"),
    path("save/", views.save, name="save"),
    path("<int:pk>/", views.caught, name="caught"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("stop/<str:token>/", links.stop, name="stop_link"),
    path("pause/<str:token>/", links.pause, name="pause_link"),
    path("stop-all/<str:token>/", links.stop_all, name="stop_all"),
]
