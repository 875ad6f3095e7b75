from django.urls import path

from rounds.billing.views import comparing, points, prices, reducing, reductions

app_name = "billing"
urlpatterns = [
    path("membership/prices", prices.prices, name="prices"),
    path("billing/points", points.own, name="own_points"),
    path("billing/points/<int:pk>", points.account, name="points"),
    path("billing/points/<int:pk>/history.csv", points.history_csv, name="points_csv"),
    path("billing/points/<int:pk>/pass-on", points.pass_on, name="points_pass_on"),
    path("billing/points/<int:pk>/buy", points.buy, name="points_buy"),
    path("billing/orders/<uuid:token>/reduce", reducing.reduce, name="reduce"),
    path("staff/points", points.everybody, name="all_points"),
    path("staff/points.csv", points.everybody_csv, name="all_points_csv"),
    path("staff/points/<int:pk>/grant", points.grant, name="points_grant"),
    path("staff/prices", prices.lists, name="price_lists"),
    path("staff/prices/compare", comparing.compare, name="price_compare"),
    path("staff/prices/<int:pk>", prices.price_list, name="price_list"),
    path("staff/prices/<int:pk>/kinds/<int:number>", prices.bands, name="price_bands"),
    path("staff/prices/<int:pk>/kinds/<int:number>/remove", prices.remove_rule, name="price_remove"),
    path("staff/prices/<int:pk>/discard", prices.discard, name="price_discard"),
    path("staff/prices/<int:pk>/schedule", prices.schedule, name="price_schedule"),
    path("staff/prices/<int:pk>/preview.csv", prices.preview_csv, name="price_preview_csv"),
    path("staff/prices/<int:pk>/withdraw", prices.withdraw, name="price_withdraw"),
    path("staff/vouchers", reductions.vouchers, name="vouchers"),
    path("staff/vouchers/<int:pk>/stop", reductions.stop_voucher, name="voucher_stop"),
    path("staff/discounts", reductions.discounts, name="discounts"),
    path("staff/discounts/<int:pk>/end", reductions.end_discount, name="discount_end"),
    path("staff/taxes", reductions.taxes, name="taxes"),
    path("staff/taxes/<int:pk>/end", reductions.end_tax_rule, name="tax_end"),
]
