"""The figures that others published before there was a register. `rounds load-history` adds those that come later."""

from dataclasses import asdict

from django.db import migrations

from rounds.directory.published import read_history


def load(apps, schema_editor):
    def table(name):
        return apps.get_model("directory", name)

    history = read_history()
    sources = {key: table("Publication").objects.create(key=key, **told) for key, told in history.sources.items()}
    networks = {network.slug: network for network in table("SocialNetwork").objects.all()}
    columns = {field.name for field in table("PublishedFigure")._meta.fields}
    figures = {}
    for figure in history.figures:
        row = {**asdict(figure), "publication": sources[figure.publication], "network": networks.get(figure.network)}
        row = {name: value for name, value in row.items() if name in columns}
        figures[figure.key] = table("PublishedFigure").objects.create(**row)
    for note in history.notes:
        table("FigureNote").objects.create(**{**note, "figure": figures[note["figure"]]})


class Migration(migrations.Migration):
    dependencies = [("directory", "0021_figures_append_only")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
