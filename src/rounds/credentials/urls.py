from django.urls import path

from rounds.credentials import views

app_name = "credentials"
urlpatterns = [
    path("me/certificates", views.mine, name="mine"),
    path("me/certificates/<uuid:pk>/certificate.pdf", views.certificate, name="certificate"),
    path("me/certificates/<uuid:pk>/badge.svg", views.badge_svg, name="badge_svg"),
    path("me/certificates/<uuid:pk>/badge.json", views.badge_json, name="badge_json"),
    path("verify", views.look_up, name="look_up"),
    path("verify/<str:number>.json", views.verify_json, name="verify_json"),
    path("verify/<uuid:pk>/badge.svg", views.picture, name="picture"),
    path("verify/<str:number>", views.verify, name="verify"),
    path("status/<int:pk>", views.status, name="status"),
    path("issuer", views.issuer, name="issuer"),
    path("issuer.json", views.issuer_json, name="issuer_json"),
    path(".well-known/did.json", views.did, name="did"),
    path("staff/certificates", views.issued, name="issued"),
    path("staff/certificates.csv", views.issued_csv, name="issued_csv"),
    path("staff/certificates/<uuid:pk>/revoke", views.revoke, name="revoke"),
    path("staff/certificates/<uuid:pk>/reissue", views.reissue, name="reissue"),
]
