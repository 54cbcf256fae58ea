"""Addresses of reviews and suits."""

from django.urls import path

from gongkai.office import remedies, remedies_board, remedies_tasks

urlpatterns = [
    path("office/remedies/", remedies.index, name="remedies"),
    path("office/remedies/board/", remedies_board.page, name="remedies-board"),
    path("office/remedies/board.xlsx", remedies_board.as_xlsx, name="remedies-board-xlsx"),
    path("office/remedies/new/", remedies_tasks.new, name="remedy-new"),
    path("office/remedies/<int:key>/", remedies.page, name="remedy"),
    path("office/remedies/<int:key>/following/", remedies_tasks.following, name="remedy-following"),
    path("office/remedies/<int:key>/particulars/", remedies_tasks.particulars, name="remedy-particulars"),
    path("office/remedies/<int:key>/reopen", remedies.again, name="remedy-reopen"),
    path("office/remedies/<int:key>/steps/<slug:code>/", remedies_tasks.step, name="remedy-step"),
    path("office/remedies/papers/<int:key>", remedies.paper, name="remedy-paper"),
]
