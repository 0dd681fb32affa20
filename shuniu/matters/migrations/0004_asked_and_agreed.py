import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0003_open_by_arrival"),
        ("org", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("principle", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FormField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=30, verbose_name="栏名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文字"),
                            ("number", "各家各的数"),
                            ("same", "各家应一样的数"),
                            ("date", "日期"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="FormValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["field__order"],
            },
        ),
        migrations.AddField(
            model_name="dispute",
            name="duty",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.duty"
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="duty_dropped",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="dispute",
            name="principle",
            field=models.CharField(blank=True, max_length=200, verbose_name="先定原则"),
        ),
        migrations.AddField(
            model_name="dispute",
            name="provisional",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.division"
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="provisional_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="provisional_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="provisional_words",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="dispute",
            name="put_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="put_lead",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.division"
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="put_to",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="put_words",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="dispute",
            name="round",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="paper",
            name="feedback",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proofs",
                to="matters.feedback",
            ),
        ),
        migrations.AddField(
            model_name="refusal",
            name="wants",
            field=models.CharField(blank=True, max_length=200, verbose_name="要求"),
        ),
        migrations.AlterField(
            model_name="paper",
            name="role",
            field=models.CharField(
                choices=[("original", "原件"), ("attachment", "附件"), ("proof", "佐证"), ("sample", "样表")],
                default="original",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provisional", None),
                    models.Q(("provisional_at__isnull", False), ("provisional_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_provisional_lead_was_named_by_somebody",
            ),
        ),
        migrations.AddField(
            model_name="assent",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="assent",
            name="dispute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assents", to="matters.dispute"
            ),
        ),
        migrations.AddField(
            model_name="assent",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.division"
            ),
        ),
        migrations.AddField(
            model_name="formfield",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="form_fields", to="matters.matter"
            ),
        ),
        migrations.AddField(
            model_name="formvalue",
            name="feedback",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="values", to="matters.feedback"
            ),
        ),
        migrations.AddField(
            model_name="formvalue",
            name="field",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="values", to="matters.formfield"
            ),
        ),
        migrations.AddConstraint(
            model_name="assent",
            constraint=models.UniqueConstraint(
                fields=("dispute", "division", "principle"), name="a_party_agrees_to_a_principle_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="formfield",
            constraint=models.UniqueConstraint(
                fields=("matter", "order"), name="a_form_has_one_field_in_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="formfield",
            constraint=models.UniqueConstraint(fields=("matter", "name"), name="a_form_asks_a_thing_once"),
        ),
        migrations.AddConstraint(
            model_name="formfield",
            constraint=models.CheckConstraint(
                condition=models.Q(("order__gte", 1), ("order__lte", 5)),
                name="a_form_has_at_most_five_fields",
            ),
        ),
        migrations.AddConstraint(
            model_name="formvalue",
            constraint=models.UniqueConstraint(
                fields=("feedback", "field"), name="a_feedback_fills_a_field_once"
            ),
        ),
    ]
