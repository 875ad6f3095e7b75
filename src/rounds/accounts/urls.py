from django.urls import path, re_path

from rounds.accounts.views import keys, own, own_data, signing_in, staff

app_name = "accounts"
urlpatterns = [
    path("account", own.account, name="account"),
    path("account/", own.account_root, name="account_root"),
    path("account/profile", own.profile, name="profile"),
    path("account/notifications", own.notifications, name="notifications"),
    path("account/stop/<str:token>", own.stop, name="stop"),
    path("account/sessions/", own.sessions, name="sessions"),
    path("account/sessions/others/end", own.end_others, name="end_others"),
    path("account/sessions/<int:number>/end", own.end_session, name="end_session"),
    path("account/keys", keys.keys, name="keys"),
    path("account/keys/<int:number>/end", keys.end, name="end_key"),
    path("account/data", own_data.own_data, name="own_data"),
    path("account/data/export", own_data.ask_for_export, name="ask_for_export"),
    path("account/data/exports/<int:number>", own_data.download, name="download"),
    path("account/erase", own_data.erase, name="erase"),
    path("account/erased", own_data.erased, name="erased"),
    # these stand before allauth's of the same address
    path("account/signup/passkey/", signing_in.signup_by_passkey, name="signup_by_passkey"),
    path("account/confirm-email/again/", signing_in.confirm_again, name="confirm_again"),
    re_path(r"^account/confirm-email/(?P<key>[-:\w]+)/$", signing_in.confirm_email, name="confirm_email"),
    path("account/oidc/<str:provider_id>/login/", signing_in.openid_connect, name="openid_connect"),
    path("account/oidc/<str:provider_id>/login/callback/", signing_in.openid_connect_back, name="openid_connect_back"),
    path("account/saml/<str:organization_slug>/login/", signing_in.saml, name="saml"),
    path("account/saml/<str:organization_slug>/sls/", signing_in.saml_sign_out, name="saml_sign_out"),
    path("account/saml/<str:organization_slug>/acs/finish/", signing_in.saml_back, name="saml_back"),
    path("cms/login/", signing_in.editors_sign_in, name="editors_sign_in"),
    path("staff/people", staff.people, name="people"),
    path("staff/people.csv", staff.people_csv, name="people_csv"),
    path("staff/people/<int:pk>", staff.person, name="person"),
    path("staff/people/<int:pk>/<slug:step>", staff.change_access, name="change_access"),
    path("staff/trail", staff.trail, name="trail"),
    path("staff/trail.csv", staff.trail_csv, name="trail_csv"),
]
