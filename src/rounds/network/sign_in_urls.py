"""The addresses of own sign-ins and of seats that an address opens."""

from django.urls import path

from rounds.network.views import arriving, sign_in

sign_in_urls = [
    path("account/organisation", arriving.find_sign_in, name="find_sign_in"),
    path("join/by-address", arriving.own_seat, name="own_seat"),
    path("org/<slug:slug>/sign-in", sign_in.own_sign_in, name="own_sign_in"),
    path("org/<slug:slug>/sign-in/oidc", sign_in.enter_sign_in, {"kind": "oidc"}, name="enter_oidc"),
    path("org/<slug:slug>/sign-in/saml", sign_in.enter_sign_in, {"kind": "saml"}, name="enter_saml"),
    path("org/<slug:slug>/sign-in/try", sign_in.try_sign_in, name="try_sign_in"),
    path("org/<slug:slug>/sign-in/on", sign_in.switch_on, name="switch_on_sign_in"),
    path("org/<slug:slug>/sign-in/off", sign_in.switch_off, name="switch_off_sign_in"),
    path("org/<slug:slug>/sign-in/everybody", sign_in.everybody, name="sign_in_everybody"),
    path("org/<slug:slug>/sign-in/nobody", sign_in.nobody, name="sign_in_nobody"),
    path("org/<slug:slug>/sign-in/remove", sign_in.remove_sign_in, name="remove_sign_in"),
    path("org/<slug:slug>/seat-requests/<int:number>", arriving.answer_seat_request, name="answer_seat_request"),
    path("org/<slug:slug>/settings/welcome", sign_in.choose_welcome, name="choose_welcome"),
]
