from django.urls import path

from rounds.directory.views import claims, public, staff

app_name = "directory"
urlpatterns = [
    path("hospitals", public.hospitals, name="hospitals"),
    path("hospitals.csv", public.hospitals_csv, name="hospitals_csv"),
    path("hospitals/claims/<int:pk>", claims.claim_proof, name="claim_proof"),
    path("hospitals/claims/<int:pk>/look", claims.look_for_proof, name="look_for_proof"),
    path("hospitals/claims/<int:pk>/write", claims.write_to_domain, name="write_to_domain"),
    path("hospitals/claims/<int:pk>/withdraw", claims.withdraw, name="withdraw_claim"),
    path("hospitals/claims/mail/<str:token>", claims.claim_mail, name="claim_mail"),
    path("hospitals/accounts/<int:pk>/prove", claims.prove, name="prove"),
    path("hospitals/<slug:slug>", public.hospital, name="hospital"),
    path("hospitals/<slug:slug>/accounts/<int:number>", public.proofs, name="proofs"),
    path("hospitals/<slug:slug>/card.png", public.card, name="card"),
    path("hospitals/<slug:slug>/share", public.share, name="share"),
    path("hospitals/<slug:slug>/add", public.submit, name="submit"),
    path("hospitals/<slug:slug>/added", public.submitted, name="submitted"),
    path("hospitals/<slug:slug>/claim", claims.claim, name="claim"),
    path("hospitals/<slug:slug>/change", claims.change, name="change"),
    path("staff/register", staff.desk, name="desk"),
    path("staff/register/accounts.csv", staff.desk_csv, name="desk_csv"),
    path("staff/register/accounts/<int:pk>", staff.decide_account, name="decide_account"),
    path("staff/register/claims", staff.claims, name="claims"),
    path("staff/register/claims/<int:pk>/decide", staff.decide_claim, name="decide_claim"),
    path("staff/register/joins", staff.joins, name="joins"),
    path("staff/register/look-alikes", staff.look_alikes, name="look_alikes"),
    path("staff/register/imports", staff.imports, name="imports"),
    path("staff/register/imports/<int:pk>", staff.import_run, name="import_run"),
    path("staff/register/imports/<int:pk>.csv", staff.import_run_csv, name="import_run_csv"),
    path("staff/register/networks", staff.networks, name="networks"),
    path("staff/register/networks/<int:pk>", staff.network, name="network"),
]
