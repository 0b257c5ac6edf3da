from django.urls import path

from paperwork import views

app_name = "paperwork"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("template/<str:kind>/", views.template, name="template"),
    path("<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/save/", views.save, name="save"),
    path("<int:pk>/corrections/", views.corrections, name="corrections"),
    path("<int:pk>/file/", views.original, name="original"),
]
