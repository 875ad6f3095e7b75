"""Addresses of tickets: buying, holding, the desk, the day."""

from django.urls import path

from rounds.events.views import attendees, buying, holding, on_the_day, selling

at = "events/<slug:slug>"
bought = f"{at}/tickets/orders/<int:number>"
desk = f"{at}/desk/tickets"
people = f"{at}/desk/attendees"
door = f"{at}/desk/check-in"
urlpatterns = [
    path("me/tickets", holding.mine, name="my_tickets"),
    path("tickets/<str:token>", holding.ticket, name="ticket"),
    path("tickets/<str:token>/name", holding.ticket_name, name="name_ticket"),
    path("tickets/offers/<str:token>/decline", buying.decline, name="decline_tickets"),
    path(f"{at}/tickets", buying.tickets, name="tickets"),
    path(f"{at}/tickets/order", buying.order, name="order_tickets"),
    path(f"{at}/announcements", on_the_day.announcements, name="announcements"),
    path(bought, buying.purchase, name="purchase"),
    path(f"{bought}/pay", buying.pay, name="pay_tickets"),
    path(f"{bought}/accept", buying.accept, name="accept_tickets"),
    path(f"{bought}/cancel", holding.cancel, name="cancel_tickets"),
    path(f"{bought}/tickets/<int:ticket>", holding.rename, name="rename_ticket"),
    path(f"{bought}/tickets/<int:ticket>/send", holding.send_link, name="send_ticket"),
    path(desk, selling.selling, name="selling"),
    path(f"{desk}/sale", selling.sale, name="sale"),
    path(f"{desk}/refunds", selling.refunds, name="refunds"),
    path(f"{desk}/quotas/new", selling.quota, name="new_quota"),
    path(f"{desk}/quotas/<int:number>", selling.quota, name="quota"),
    path(f"{desk}/quotas/<int:number>/remove", selling.remove_quota, name="remove_quota"),
    path(f"{desk}/kinds/new", selling.kind, name="new_kind"),
    path(f"{desk}/kinds/<int:number>", selling.kind, name="kind"),
    path(f"{desk}/kinds/<int:number>/remove", selling.remove_kind, name="remove_kind"),
    path(f"{desk}/kinds/<int:number>/codes", selling.codes, name="codes"),
    path(people, attendees.attendees, name="attendees"),
    path(f"{people}.csv", attendees.attendees_csv, name="attendees_csv"),
    path(f"{people}/give", attendees.give, name="give_ticket"),
    path(f"{people}/list", attendees.take_over, name="take_over"),
    path(f"{people}/waiting", attendees.waiting, name="waiting_list"),
    path(f"{people}/badges", attendees.badges, name="badges"),
    path(f"{people}/end", attendees.call_off, name="call_off_tickets"),
    path(f"{people}/orders/<int:number>", attendees.attendee_order, name="attendee_order"),
    path(f"{people}/orders/<int:number>/cancel", attendees.cancel_order, name="cancel_attendee_order"),
    path(f"{people}/<int:number>", attendees.attendee, name="attendee"),
    path(f"{people}/<int:number>/badge.pdf", attendees.badge, name="badge"),
    path(door, on_the_day.check_in, name="check_in"),
    path(f"{door}/people.json", on_the_day.door_people, name="door_people"),
    path(f"{door}/scans", on_the_day.door_scans, name="door_scans"),
    path(f"{door}/codes/<slug:code>", on_the_day.scanned, name="scanned"),
    path(f"{door}/<int:number>/arrive", on_the_day.arrive, name="arrive"),
    path(f"{door}/<int:number>/undo", on_the_day.undo, name="undo_check_in"),
    path(f"{at}/desk/heads", on_the_day.heads, name="heads"),
    path(f"{at}/desk/heads/<slug:code>", on_the_day.count_heads, name="count_heads"),
    path(f"{at}/desk/announce", on_the_day.announce, name="announce"),
]
