"""shuniu verify PACKAGE: a stranger's proof, with the exit codes of every verify."""

from __future__ import annotations

import json
import zipfile

from shuniu import cli
from shuniu.archives import operations as archive
from shuniu.archives.operations.packing import path_of
from shuniu.conftest import acting


def run(capfd, *words):
    code = cli.main(list(map(str, words)))
    said = capfd.readouterr()
    return code, said.out, said.err


def test_a_whole_package_ends_with_0_a_changed_one_with_1_and_no_package_with_2(
    filing, close, capfd, tmp_path
):
    close("请示", text="请批。")
    archive.file_year(2025, by=acting(filing.li))
    path = path_of(archive.pack_year(2025, by=acting(filing.li)))
    code, out, err = run(capfd, "verify", path, "--json")
    said = json.loads(out)
    assert (code, said["clean"], said["items"], "完好" in err) == (0, True, 1, True)
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "包")
    catalogue = tmp_path / "包/catalogue.csv"
    catalogue.write_text(catalogue.read_text() + "多一行\n")
    code, out, err = run(capfd, "verify", tmp_path / "包")
    assert (code, out) == (1, "") and "catalogue.csv" in err
    code, out, err = run(capfd, "verify", tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1)
