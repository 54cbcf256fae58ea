"""Addresses of the office side."""

from django.urls import path

from gongkai.office import (
    account,
    account_guard,
    batch,
    drafts,
    home,
    publication,
    readings,
    shell,
    uploads,
    views_saved,
)

urlpatterns = [
    path("office/", home.page, name="office"),
    path("office/acting/", shell.act_for, name="act-for"),
    path("office/drafts/", drafts.index, name="drafts"),
    path("office/drafts/keep", drafts.keep, name="draft-keep"),
    path("office/drafts/<int:key>/drop", drafts.drop, name="draft-drop"),
    path("office/views/save", views_saved.save, name="save-view"),
    path("office/views/<int:key>/drop", views_saved.drop, name="drop-view"),
    path("office/uploads/", uploads.index, name="uploads"),
    path("office/uploads/<int:key>/", uploads.page, name="upload"),
    path("office/uploads/<int:key>/go-on", uploads.go_on, name="upload-go-on"),
    path("office/reports/<int:key>/place/", uploads.place, name="place"),
    path("office/reports/<int:key>/reading/", readings.page, name="reading"),
    path("office/reports/<int:key>/reread/", readings.again, name="reread"),
    path("office/corrections/<int:key>/withdraw", readings.take_back, name="withdraw"),
    path("office/reports/<int:key>/published/", publication.page, name="published"),
    path("office/summary/", batch.page, name="summary"),
    path("office/summary/summary.xlsx", batch.as_xlsx, name="summary-xlsx"),
    path("office/summary/notice.docx", batch.as_docx, name="summary-notice"),
    path("office/account/", account.page, name="own-account"),
    path("office/account/password/", account.password, name="own-password"),
    path("office/account/second-factor/", account.factor, name="own-second-factor"),
    path("office/account/second-factor/qr.svg", account.factor_qr, name="own-second-factor-qr"),
    path("office/account/second-factor/off", account.factor_off, name="own-second-factor-off"),
    path("office/account/recovery-codes", account.codes, name="own-recovery-codes"),
    path("office/account/sessions", account.end_session, name="own-sessions"),
    path("office/accounts/", account_guard.index, name="guarded-accounts"),
    path("office/accounts/<int:key>/", account_guard.page, name="guarded-account"),
    path("office/accounts/<int:key>/password", account_guard.reset_password, name="reset-password"),
    path("office/accounts/<int:key>/second-factor", account_guard.reset_factor, name="reset-factor"),
    path("office/accounts/<int:key>/sessions", account_guard.end_sessions, name="end-sessions"),
]
