from django.urls import path

from shop import views

urlpatterns = [
    path("count", views.count),
    path("rows", views.rows),
    path("sleep", views.sleep),
    path("think", views.think),
]
