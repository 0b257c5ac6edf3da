"""Version 1 is what the program came with; what is stored was computed by it."""

from django.db import migrations
from django.utils import timezone


def make(apps, schema_editor):
    from matching.weighting.values import Values
    from matching.weights import DEFAULT

    values, now = Values.of(DEFAULT), timezone.now()
    version = apps.get_model("matching", "WeightSet").objects.create(
        number=1, state="active", is_shipped=True, activated_at=now, note="", **values.as_json()
    )
    apps.get_model("matching", "Match").objects.update(weights=version)


def drop(apps, schema_editor):
    apps.get_model("matching", "Match").objects.update(weights=None)
    apps.get_model("matching", "WeightSet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_weights")]

    operations = [migrations.RunPython(make, drop)]
