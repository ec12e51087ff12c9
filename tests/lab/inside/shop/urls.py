from django.urls import path

from shop import views

handler500 = views.broken

urlpatterns = [
    path("count", views.count),
    path("rows", views.rows),
    path("sleep", views.sleep),
    path("atomic", views.atomic),
    path("think", views.think),
    path("who", views.who),
]
