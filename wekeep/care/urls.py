"""Addresses of care."""

from django.urls import path

from wekeep.care.views import ask, book, concerns, desk, funds, money, offers, receipt, rent, spent

app_name = "care"
urlpatterns = [
    path("ask/", ask.ask_here, name="ask"),
    path("ask/receipt/", receipt.receipt, name="receipt"),
    path("requests/", desk.requests, name="requests"),
    path("requests/mine/", desk.mine, name="mine"),
    path("requests/phone/", ask.by_phone, name="by_phone"),
    path("requests/helping/", offers.helping, name="helping"),
    path("requests/asked/<slug:link>/", offers.asked, name="asked"),
    path("requests/confidence/", concerns.confidence, name="confidence"),
    path("requests/confidence/<slug:code>/", concerns.concern, name="concern"),
    path("requests/answer/<slug:code>/", offers.answer, name="answer"),
    path("requests/<slug:code>/", desk.one, name="request"),
    path("requests/<slug:code>/step/", desk.step, name="step"),
    path("requests/<slug:code>/over/", desk.over, name="over"),
    path("requests/<slug:code>/ask/", offers.ask_helper, name="ask_helper"),
    path("requests/<slug:code>/how/", concerns.how, name="how"),
    path("requests/<slug:code>/wrong/", concerns.wrong, name="wrong"),
    path("requests/<slug:code>/open/", desk.open_to, name="open_to"),
    path("help/rent/", rent.ask, name="rent"),
    path("help/rent/receipt/", rent.receipt, name="rent_receipt"),
    path("money/", money.queue, name="money"),
    path("money/spent/", spent.spent, name="spent"),
    path("money/cases/<slug:code>/", money.case, name="case"),
    path("money/cases/<slug:code>/step/", money.step, name="rent_step"),
    path("money/book/", book.book, name="book"),
    path("money/book/gift/", book.gift, name="gift"),
    path("money/book/undo/", book.undo, name="undo_entry"),
    path("money/book.csv", book.as_csv, name="book_csv"),
    path("money/book.beancount", book.as_beancount, name="book_beancount"),
    path("money/funds/", funds.funds, name="funds"),
    path("money/funds/<slug:code>/", funds.fund, name="fund"),
]
