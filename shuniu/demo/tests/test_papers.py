"""Facts about the invented papers: there are enough, and what they say is what is read."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from docx import Document

from shuniu.conftest import acting
from shuniu.demo.papers.letters import NOTES
from shuniu.demo.papers.making import SHEETS, can_set_type, make_papers
from shuniu.files.refusals import LooksSecret
from shuniu.matters.intake import receive_file
from shuniu.matters.models import Matter
from shuniu.matters.reading import read


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_an_invented_paper_says_is_what_is_read(sheet):
    expected = sheet.expected()
    said = read(sheet.text(), doc_date=date.fromisoformat(sheet.date)).as_prediction()
    fields = {name: said[name] for name in expected if name != "tasks"}
    assert fields == {name: value for name, value in expected.items() if name != "tasks"}
    if "tasks" in expected:
        tasks = [{k: task[k] for k in ("lead", "support", "deadline_iso")} for task in said["tasks"]]
        assert tasks == expected["tasks"]


def test_there_are_at_least_forty_to_drop(tmp_path):
    made = make_papers(tmp_path)
    assert len(made) == len(set(made)) >= (40 if can_set_type() else 30)
    assert {p.suffix for p in made} >= {".docx", ".eml", ".xlsx", ".zip", ".txt"}
    expected = json.loads((tmp_path / "expected.json").read_text(encoding="utf-8"))
    assert {p.name for p in made if p.suffix not in (".xlsx",)} - set(expected) <= {"6月10日来文打包.zip"}
    assert len(NOTES) == 3


def test_a_paper_dropped_as_docx_is_registered_as_it_was_written(office, tmp_path):
    sheet = SHEETS[0]
    from shuniu.demo.papers.files import docx_bytes

    taken = receive_file(docx_bytes(sheet), f"{sheet.name}.docx", by=acting(office.li))
    matter = taken.matters[0]
    assert (matter.title, matter.reading.doc_number) == (sheet.title, sheet.number)


def test_a_paper_marked_secret_leaves_nothing_behind(office):
    paper = Document()
    for line in ("机密★10年", "云泽市某局文件", "云某〔2026〕1号", "关于某项工作的通知"):
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    with pytest.raises(LooksSecret):
        receive_file(out.getvalue(), "通知.docx", by=acting(office.li))
    assert Matter.objects.count() == 0
