"""元数据与封装: what is said of an item in the four groups of DA/T 46, and the envelope in the manner of DA/T 48.

Groups: 文件 (record), 机构人员 (agent), 业务 (business), 实体关系 (relation). The envelope names the content by path and
hash, so that a file is opened by double click and not out of an XML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from lxml import etree

from shuniu.archives.choices import Category, PartRole, Period
from shuniu.archives.models import ArchiveItem, ItemPart
from shuniu.archives.testing import PROGRAM
from shuniu.journal.hashing import canonical
from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.matters import kinds
from shuniu.matters.choices import Urgency
from shuniu.org import moment


def metadata_of(item: ArchiveItem, paths: dict[int, str], lines: Sequence[Line]) -> dict[str, Any]:
    """One item by its groups; `paths`: where in the package each part lies, by position ("" when destroyed)."""
    fonds = getattr(item.unit, "fonds", None)
    matter = item.matter
    return {
        "code": str(item.code),
        "content": item.content,
        "destroyed": item.destroyed_at is not None,
        "record": {
            "聚合层次": "件",
            "档案馆名称": fonds.archive_name if fonds else "",
            "档案馆代码": fonds.archive_code if fonds else "",
            "全宗名称": fonds.name if fonds else item.unit.name,
            "立档单位名称": item.unit.name,
            "电子文件号": f"{matter.year}-{matter.serial}",
            "档号": str(item.code),
            "全宗号": item.fonds_code,
            "门类": str(Category(item.category).label),
            "年度": item.year,
            "保管期限": str(Period(item.period).label),
            "机构或问题": item.org_code,
            "件号": item.number,
            "题名": item.title,
            "文件编号": item.doc_number,
            "责任者": item.issuer,
            "日期": f"{item.dated:%Y%m%d}",
            "文种": str(kinds.of(matter.kind).label),
            "紧急程度": str(Urgency(matter.urgency).label),
            "主送": matter.lead.name if matter.lead else item.unit.name,
            "密级": "",
            "公开属性": matter.get_visibility_display(),
            "页数": item.pages,
            "缺": item.missing,
            "未归": item.left_out,
        },
        "agent": {
            "归档人": item.filed_by.name,
            "归档时间": _at(item.filed_at),
            "经手": sorted({line.actor.name for line in lines if line.actor}),
        },
        "business": [
            {
                "时间": _at(line.at),
                "行为人": line.actor.name if line.actor else "",
                "代": line.acting_for.name if line.acting_for else "",
                "行为": line.verb,
                "说明": read(line),
                "摘要": line.hash,
            }
            for line in lines
        ],
        "relation": {
            "依据": f"{item.decision.line.number} {item.decision.line.text}",
            "期限表": f"{item.decision.line.table.approval_number}(第{item.decision.line.table.version}版)",
            "理由": item.decision.reason,
        },
        "parts": [_part(part, paths.get(part.position, "")) for part in item.parts.all()],
        "software": PROGRAM,
    }


def _part(part: ItemPart, path: str) -> dict[str, Any]:
    return {
        "position": part.position,
        "role": str(PartRole(part.role).label),
        "name": part.name,
        "path": path,
        "is_record": part.file_id is None,
        "media_type": part.media_type,
        "bytes": part.size,
        "pages": part.pages,
        "sha256": part.sha256,
    }


def envelope(metadata: dict[str, Any], *, made: str, maker: str) -> bytes:
    """封装包: description, what is signed over (its digest), content by reference. Original form (原始型)."""
    root = etree.Element("电子文件封装包")
    _add(root, "封装包格式描述", "本封装包参照 DA/T 48 的结构;内容按路径和 SHA-256 引用,不嵌入 base64")
    _add(root, "版本", "2009")
    signed = etree.SubElement(root, "被签名对象", attrib={"eep版本": "2009"})
    _add(signed, "封装包类型", "原始型")
    _add(signed, "封装包创建时间", made)
    _add(signed, "封装包创建单位", maker)
    content = etree.SubElement(signed, "封装内容")
    record = etree.SubElement(content, "文件实体块")
    _fill(etree.SubElement(record, "文件实体"), metadata["record"])
    documents = etree.SubElement(record, "文件数据")
    for part in metadata["parts"]:
        document = etree.SubElement(documents, "文档")
        for name, key in (
            ("文档序号", "position"), ("文档主从声明", "role"), ("计算机文件名", "name"), ("存储路径", "path"),
            ("格式信息", "media_type"), ("计算机文件大小", "bytes"), ("页数", "pages"), ("SHA-256", "sha256"),
        ):  # fmt: skip
            _add(document, name, part[key])
    agents = etree.SubElement(content, "机构人员实体块")
    for name in metadata["agent"]["经手"]:
        _add(etree.SubElement(agents, "机构人员实体"), "机构人员名称", name)
    business = etree.SubElement(content, "业务实体块")
    for row in metadata["business"]:
        _fill(etree.SubElement(business, "业务实体"), row)
    _fill(etree.SubElement(content, "实体关系块"), metadata["relation"])
    block = etree.SubElement(root, "电子签名块")
    _add(block, "签名规则", "对被签名对象的规范 XML(C14N)取 SHA-256;由流水日封固定,没有使用数字证书")
    digest = hashlib.sha256(etree.tostring(signed, method="c14n")).hexdigest()
    _add(block, "签名结果", digest)
    _add(
        etree.SubElement(root, "锁定签名"),
        "元数据摘要",
        hashlib.sha256(canonical(metadata).encode()).hexdigest(),
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _fill(element: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, list):
            value = "、".join(one["name"] if isinstance(one, dict) else str(one) for one in value)
        _add(element, name, value)


def _add(parent: Any, name: str, value: Any) -> None:
    # Characters that no XML may hold come from scanners and old mail; they are left out of the description only.
    text = "".join(
        sign for sign in str(value) if sign in "\t\n" or ord(sign) >= 32 and ord(sign) not in (0xFFFE, 0xFFFF)
    )
    etree.SubElement(parent, name).text = text


def _at(value: Any) -> str:
    return f"{moment.local(value):%Y-%m-%d %H:%M:%S}"
