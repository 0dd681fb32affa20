"""How each verb about files reads to a human."""

from django.utils.translation import gettext_noop as _

from shuniu.journal.verbs import sentence

sentence(
    "file.kept",
    term="存原件",
    reads=_("{actor}存下原件：{name}"),
    operation="shuniu.files.operations.keep",
    forgets=("name",),
    weighty=False,
)
sentence(
    "file.refused_as_secret",
    term="拒收涉密件",
    reads=_("有一份像是涉密的文件没有收（{channel}），没有留底"),
    operation="shuniu.files.operations.note_secrecy_refusal",
)
