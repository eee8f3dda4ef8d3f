"""Our addresses and, under /plain/, those of the peer."""

from django.urls import path

from bench.plain import views
from config.urls import handler400
from config.urls import urlpatterns as ours

__all__ = ["handler400", "urlpatterns"]

urlpatterns = [
    path("plain/board/", views.board),
    path("plain/board/list/", views.board_list),
    *ours,
]
