import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def nothing_is_still_nothing(apps, schema_editor):
    """A sum of zero let nothing through; the smallest one does the same, and zero can no longer be written."""
    delegations = apps.get_model("org", "Delegation")
    delegations.objects.filter(money_limit__lte=0).update(money_limit="0.01")


class Migration(migrations.Migration):
    """A delegation says what it is for. Those given before were honoured whole whatever their words; they stay so."""

    dependencies = [("org", "0001_initial")]

    operations = [
        migrations.RunPython(nothing_is_still_nothing, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="delegation", options={"ordering": ["-since", "-id"]}),
        migrations.RenameField("delegation", "functions", "wording"),
        migrations.AlterField(
            "delegation", "wording", models.CharField(blank=True, max_length=200, verbose_name="委托书怎么写的")
        ),
        migrations.AddField(
            "delegation", "whole", models.BooleanField(default=True, verbose_name="全部权限")
        ),
        migrations.AlterField(
            "delegation", "whole", models.BooleanField(default=False, verbose_name="全部权限")
        ),
        migrations.AlterField(
            "delegation", "basis", models.CharField(max_length=200, verbose_name="书面依据")
        ),
        migrations.AlterField(
            "delegation",
            "money_limit",
            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="额度"),
        ),
        migrations.AddConstraint(
            "delegation",
            models.CheckConstraint(
                condition=Q(money_limit=None) | Q(money_limit__gt=0), name="a_delegated_sum_is_more_than_nothing"
            ),
        ),
        migrations.CreateModel(
            name="Entrusted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(blank=True, max_length=12)),
                ("code", models.CharField(blank=True, max_length=20)),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="org.delegation"
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.division",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(division__isnull=False, sort="", code="")
                        | Q(division=None) & ~Q(sort="") & ~Q(code=""),
                        name="an_entrusted_item_names_one_thing",
                    )
                ],
            },
        ),
    ]
