"""What a person may type at a document, checked; and the editor's rows turned into a text."""

from __future__ import annotations

import json
import re

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuniu.documents.choices import Disclosure, DocumentKind
from shuniu.documents.models import Number, Series
from shuniu.documents.wording import Attachment, Paragraph, Wording, paragraphs_of, tidy
from shuniu.files.pages import storable
from shuniu.matters.forms import ActForm, MatterField
from shuniu.org.models import Division, Person
from shuniu.org.name_fields import Names, PersonName
from shuniu.org.refusals import Refused

_KEY = re.compile(r"[a-z][0-9a-z]{0,18}")
MOST_PARAGRAPHS = 600


def typed(data: QueryDict) -> Wording:
    """The rows of the editor: `key` and `text` side by side; one row with several lines becomes several paragraphs."""
    paragraphs: list[Paragraph] = []
    taken: set[str] = set()
    for key, text in zip(data.getlist("key"), data.getlist("text"), strict=False):
        for place, one in enumerate(paragraphs_of(storable(text))):
            known = key if place == 0 and _KEY.fullmatch(key) and key not in taken else _new_key(key, taken)
            taken.add(known)
            paragraphs.append(Paragraph(known, tidy(one)))
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise Refused(_("一份文最多 %d 段;长的内容请作附件") % MOST_PARAGRAPHS, "length")
    attachments = tuple(
        Attachment(storable(title.strip())[:200], "\n".join(paragraphs_of(storable(text))))
        for title, text in zip(data.getlist("attachment"), data.getlist("attached"), strict=False)
        if title.strip()
    )
    one_line = lambda name: " ".join(storable(data.get(name, "")).split())  # noqa: E731
    return Wording(
        title=one_line("title")[:200],
        recipients=one_line("recipients").rstrip("：:"),
        paragraphs=tuple(paragraphs),
        attachments=attachments,
        copies=one_line("copies").rstrip("。"),
        note=one_line("note").strip("（）()"),
    )


def _new_key(near: str, taken: set[str]) -> str:
    """A key that nobody has, from the one the row came from, so that the same typing gives the same keys."""
    stem = near if _KEY.fullmatch(near) else "n"
    number = 1
    while f"{stem[:14]}x{number}" in taken:
        number += 1
    return f"{stem[:14]}x{number}"


def based_on(data: QueryDict, standing: Wording) -> Wording:
    """What the person had before them when they began; what cannot be read counts as what stands now."""
    try:
        return Wording.from_json(json.loads(data.get("base", "")))
    except (ValueError, TypeError, AttributeError):
        return standing


class Starting(ActForm):
    """拟稿: one line what it is about; the rest is proposed."""

    about = forms.CharField(label=gettext_lazy("发什么"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("document", "文种"),
        choices=[("", gettext_lazy("按对象定")), *DocumentKind.choices],
        required=False,
    )
    recipients = forms.CharField(label=gettext_lazy("主送"), max_length=300, required=False)


class Heading(ActForm):
    """要素."""

    kind = forms.ChoiceField(label=pgettext_lazy("document", "文种"), choices=DocumentKind.choices)
    series = forms.ModelChoiceField(
        label=gettext_lazy("文号系列"), queryset=Series.objects.none(), empty_label=None
    )
    signer = PersonName(label=gettext_lazy("签发人"), required=False)
    disclosure = forms.ChoiceField(
        label=gettext_lazy("公开属性"),
        choices=[("", gettext_lazy("还没定")), *Disclosure.choices],
        required=False,
    )
    disclosure_reason = forms.CharField(label=gettext_lazy("不公开的理由"), max_length=200, required=False)
    joint = forms.CharField(
        label=gettext_lazy("联合发文机关"), max_length=300, required=False,
        help_text=gettext_lazy("除本机关外的,用顿号分开;文号只用主办机关的"),
    )  # fmt: skip
    important = forms.BooleanField(label=gettext_lazy("重要文件,由主要负责人签发"), required=False)
    normative = forms.BooleanField(label=gettext_lazy("规范性文件,要合法性审核"), required=False)
    answers = MatterField(label=gettext_lazy("答复哪一件(批复要填)"), required=False)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        field = self.fields["series"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Series.objects.filter(unit=self.actor.unit, retired_at=None)

    def facts(self) -> dict:
        """What the verb takes."""
        data = dict(self.cleaned_data)
        joint = data.pop("joint")
        data["joint_issuers"] = [one.strip() for one in re.split(r"[、,，;；]", joint) if one.strip()]
        return data


class Reviewing(ActForm):
    """送核: who checks, who countersigns, who signs; proposed, and each may be changed."""

    reviewer = PersonName(label=gettext_lazy("部门核稿"))
    countersigners = Names(
        label=gettext_lazy("会签"), required=False, help_text=gettext_lazy("单位名,用顿号分开;没有就空着")
    )
    legal = Names(label=gettext_lazy("合法性审核"), required=False)
    office_reviewer = PersonName(label=gettext_lazy("办公室审核"))
    deliberation = PersonName(label=gettext_lazy("集体审议,由谁记会议结果"), required=False)
    signers = Names(label=gettext_lazy("签发"), help_text=gettext_lazy("联合发文写各家负责人"))

    def clean_countersigners(self) -> tuple[Division, ...]:
        named = self.cleaned_data["countersigners"]
        if wrong := [one.name for one in named if not isinstance(one, Division)]:
            raise forms.ValidationError(_("会签写单位,不写人:%s") % _("、").join(wrong))
        return tuple(named)

    def clean_signers(self) -> tuple[Person, ...]:
        named = self.cleaned_data["signers"]
        if wrong := [one.name for one in named if not isinstance(one, Person)]:
            raise forms.ValidationError(_("签发写人,不写单位:%s") % _("、").join(wrong))
        return tuple(named)

    def clean_legal(self) -> Person | Division | None:
        named = self.cleaned_data["legal"]
        return named[0] if named else None


class Saying(ActForm):
    """One line of words."""

    words = forms.CharField(
        label=gettext_lazy("写一句"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class Reasoned(ActForm):
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class Ended(Reasoned):
    decided_by = forms.CharField(label=gettext_lazy("谁定的,凭什么文"), max_length=80)


class Numbering(ActForm):
    """复核、编号、排版: with a reserved number where one was kept."""

    reserved = forms.ModelChoiceField(
        label=gettext_lazy("用预留的号"), queryset=Number.objects.none(), required=False,
        empty_label=gettext_lazy("下一个号"),
    )  # fmt: skip
    copies = forms.IntegerField(label=gettext_lazy("份数"), min_value=1, max_value=5000, required=False)

    def __init__(self, *arguments, document=None, **options):
        super().__init__(*arguments, **options)
        field = self.fields["reserved"]
        assert isinstance(field, forms.ModelChoiceField)
        if document is not None:
            field.queryset = Number.objects.filter(series=document.series, state="reserved").select_related(
                "series"
            )


class Bringing(ActForm):
    """导入 Word."""

    file = forms.FileField(label=gettext_lazy("Word 文件"))


class Reserving(ActForm):
    series = forms.ModelChoiceField(
        label=gettext_lazy("机关代字"), queryset=Series.objects.none(), empty_label=None
    )
    count = forms.IntegerField(label=gettext_lazy("几个"), min_value=1, max_value=50, initial=1)
    reason = forms.CharField(label=gettext_lazy("预留给什么"), max_length=200)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        field = self.fields["series"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Series.objects.filter(unit=self.actor.unit, retired_at=None)


class NewSeries(ActForm):
    code = forms.CharField(label=gettext_lazy("机关代字"), max_length=20)
    issuer = forms.CharField(label=gettext_lazy("发文机关"), max_length=80)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("只用于这些文种"), choices=DocumentKind.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class NewSeal(ActForm):
    name = forms.CharField(label=gettext_lazy("印文"), max_length=80)
    keeper = PersonName(label=gettext_lazy("监印人"), required=False)


class SealUsing(ActForm):
    title = forms.CharField(label=gettext_lazy("用在什么上"), max_length=200)
    copies = forms.IntegerField(label=gettext_lazy("份数"), min_value=1, max_value=5000, initial=1)
    applicant = PersonName(label=gettext_lazy("申请人"))
    approver = PersonName(label=gettext_lazy("批准人"))
    spoiled = forms.IntegerField(label=gettext_lazy("废份"), min_value=0, max_value=5000, initial=0)


class Receipt(ActForm):
    name = forms.CharField(label=gettext_lazy("谁签收"), max_length=40)
