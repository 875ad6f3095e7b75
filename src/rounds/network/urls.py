from django.urls import path

from rounds.network.group_urls import group_urls
from rounds.network.sign_in_urls import sign_in_urls
from rounds.network.views import answering, dues, home, joined, joining, people, settings, staff

app_name = "network"
urlpatterns = [
    *group_urls,
    *sign_in_urls,
    path("membership", joining.about, name="about"),
    path("membership/paying-less", joining.hardship, name="hardship"),
    path("join", joining.join, name="join"),
    path("join/check", joining.check, name="join_check"),
    path("join/<slug:step>", joining.step, name="join_step"),
    path("invitations/<str:token>", answering.invitation, name="invitation"),
    path("org", home.own, name="own"),
    path("org/<slug:slug>", home.organisation, name="organisation"),
    path("org/<slug:slug>/joined", joined.joined, name="joined"),
    path("org/<slug:slug>/people", people.people, name="people"),
    path("org/<slug:slug>/people.csv", people.people_csv, name="people_csv"),
    path("org/<slug:slug>/people/invite", people.invite, name="invite"),
    path("org/<slug:slug>/people/invite-many", people.invite_many, name="invite_many"),
    path("org/<slug:slug>/people/<int:number>", people.seat, name="seat"),
    path("org/<slug:slug>/people/<int:number>/off-board", people.off_board, name="off_board"),
    path("org/<slug:slug>/invitations/<int:number>/again", people.invitation_again, name="invitation_again"),
    path("org/<slug:slug>/invitations/<int:number>/take-back", people.invitation_back, name="invitation_back"),
    path("org/<slug:slug>/departments/add", people.add_department, name="add_department"),
    path("org/<slug:slug>/departments/<int:number>", people.department, name="department"),
    path("org/<slug:slug>/departments/<int:number>/remove", people.remove_department, name="remove_department"),
    path("org/<slug:slug>/membership", dues.membership, name="membership"),
    path("org/<slug:slug>/renew", dues.renew, name="renew"),
    path("org/<slug:slug>/sizes/<int:number>/evidence", dues.evidence, name="evidence"),
    path("org/<slug:slug>/hospitals/add", settings.add_hospital, name="add_hospital"),
    path("org/<slug:slug>/settings", settings.settings, name="settings"),
    path("org/<slug:slug>/settings/domains/add", settings.add_domain, name="add_domain"),
    path("org/<slug:slug>/settings/domains/<int:number>/remove", settings.remove_domain, name="remove_domain"),
    path("staff/members", staff.members, name="members"),
    path("staff/members.csv", staff.members_csv, name="members_csv"),
    path("staff/members/<slug:slug>", staff.member, name="member"),
    path("staff/paying-less", staff.requests, name="requests"),
    path("staff/paying-less/<int:pk>", staff.decide, name="decide"),
]
