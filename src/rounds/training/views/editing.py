from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page


def back_to_page(page: Page) -> HttpResponse:
    return redirect("wagtailadmin_explore", page.get_parent().pk)
