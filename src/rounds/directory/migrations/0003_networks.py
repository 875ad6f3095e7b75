"""The networks that a centre begins with; staff add, rename and close them on their page."""

import datetime as dt

from django.db import migrations

NETWORKS = (
    ("facebook", "Facebook", ["facebook.com", "fb.com"], "https://www.facebook.com/{handle}", None),
    ("instagram", "Instagram", ["instagram.com"], "https://www.instagram.com/{handle}", None),
    ("youtube", "YouTube", ["youtube.com"], "https://www.youtube.com/{handle}", None),
    ("linkedin", "LinkedIn", ["linkedin.com"], "https://www.linkedin.com/company/{handle}", None),
    ("x", "X", ["x.com", "twitter.com"], "https://x.com/{handle}", None),
    ("tiktok", "TikTok", ["tiktok.com"], "https://www.tiktok.com/@{handle}", None),
    ("threads", "Threads", ["threads.net", "threads.com"], "https://www.threads.com/@{handle}", None),
    ("bluesky", "Bluesky", ["bsky.app"], "https://bsky.app/profile/{handle}", None),
    ("mastodon", "Mastodon", [], "", None),
    ("pinterest", "Pinterest", ["pinterest.com"], "https://www.pinterest.com/{handle}", None),
    ("blog", "Blog", [], "", None),
    ("yelp", "Yelp", ["yelp.com"], "https://www.yelp.com/biz/{handle}", None),
    ("foursquare", "Foursquare", ["foursquare.com"], "https://foursquare.com/{handle}", dt.date(2025, 4, 28)),
    ("google-plus", "Google+", ["plus.google.com"], "", dt.date(2019, 4, 2)),
)
TWITTER_UNTIL = dt.date(2023, 7, 24)


def load(apps, schema_editor):
    network, name = apps.get_model("directory", "SocialNetwork"), apps.get_model("directory", "NetworkName")
    for slug, shown, hosts, profile, retired in NETWORKS:
        network.objects.create(slug=slug, name=shown, hosts=hosts, profile=profile, retired_on=retired)
    name.objects.create(network=network.objects.get(slug="x"), name="Twitter", until=TWITTER_UNTIL)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_append_only")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
