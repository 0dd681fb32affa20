"""导入通讯录: shown before anything is written; what is wrong is named and left out."""

import io

import openpyxl
import pytest

from shuniu.conftest import acting
from shuniu.org.importing import commit, preview
from shuniu.org.models import Division, Person
from shuniu.org.refusals import Refused


def sheet(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_columns_are_recognised_by_their_headings(office):
    found = preview(
        sheet(["序号", "姓名", "科室", "职务", "手机"], [1, "宋词", "办公室", "科员", "000-0012"]), actor=acting(office.chen)
    )
    assert {name: column[0] for name, column in found.columns.items()} == {
        "rank": "序号",
        "name": "姓名",
        "division": "科室",
        "post": "职务",
        "phone": "手机",
    }


def test_a_list_without_headings_is_recognised_by_what_stands_in_it(office):
    found = preview(sheet(["宋词", "000-0012"], ["罗宁", "000-0013"]), actor=acting(office.chen))
    assert [row.values for row in found.rows] == [
        {"name": "宋词", "phone": "000-0012"},
        {"name": "罗宁", "phone": "000-0013"},
    ]


def test_nothing_is_written_by_looking(office):
    before = Person.objects.count()
    preview(sheet(["姓名"], ["宋词"]), actor=acting(office.chen))
    assert Person.objects.count() == before


def test_wrong_rows_are_named_and_the_others_come_in(office):
    found = preview(
        sheet(
            ["姓名", "部门"], ["宋词", "办公室"], ["李明", "办公室"], ["宋词", "办公室"], ["1234", "办公室"], ["武岳", "退役军人局"]
        ),
        actor=acting(office.chen),
    )
    assert [row.problem for row in found.rows] == ["", "已经在名单里", "这张表里重复了", "“1234”不像姓名", ""]
    commit(found, by=acting(office.chen))
    assert Person.objects.get(name="宋词").division == office.office
    assert Division.objects.get(name="退役军人局").people.get().name == "武岳"


def test_a_short_form_of_a_body_is_not_a_new_body(office):
    from shuniu.org.operations import change_division

    change_division(office.housing, aliases=("住建局",), by=acting(office.chen))
    found = preview(sheet(["姓名", "单位"], ["白帆", "住建局"]), actor=acting(office.chen))
    assert (found.rows[0].division, found.new_divisions) == ("住房城乡建设局", [])


@pytest.mark.parametrize("data", [b"", b"not a sheet", b"PK\x03\x04broken"])
def test_what_is_no_spreadsheet_is_refused_in_plain_words(office, data):
    with pytest.raises(Refused) as refused:
        preview(data, actor=acting(office.chen))
    assert refused.value.field == "file"


def test_a_clerk_may_look_but_not_bring_people_in(office):
    found = preview(sheet(["姓名"], ["宋词"]), actor=acting(office.li))
    with pytest.raises(Refused):
        commit(found, by=acting(office.li))
    assert not Person.objects.filter(name="宋词").exists()
