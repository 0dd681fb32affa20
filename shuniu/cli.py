"""One program, `shuniu`, with sub-commands. Answers go to stdout (JSON only), everything else to stderr.

Exit 0: done. 1: done, and something is wrong (verify, doctor). 2: the input was bad, said in one plain line.
Nothing of the framework is imported before a sub-command needs it, so that `shuniu --help` is immediate.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from shuniu import __version__
from shuniu.service.plain import Plain, _

PORT = 8765


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Plain(
            _("{program}：{message}（看用法：{program} --help）").format(program=self.prog, message=message)
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command and give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")
    try:
        words = list(sys.argv[1:] if arguments is None else arguments)
        if words[:1] == ["bench"]:
            # The benchmark has words of its own and reads them itself.
            return _do_bench(words[1:])
        chosen = _parser().parse_args(words)
        if chosen.data:
            os.environ["SHUNIU_DATA"] = str(Path(chosen.data).resolve())
        return chosen.act(chosen) or 0
    except Plain as told:
        print(told, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(_("停下了。"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader went away (`| head`); that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


# What one can do


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="shuniu",
        description=_("枢纽：办公室的一件事，始终在一个人手上。"),
        epilog=_("例：shuniu up    然后用浏览器打开 http://127.0.0.1:{port}").format(port=PORT),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"shuniu {__version__}")
    parser.set_defaults(data=None)
    add = parser.add_subparsers(
        title=_("可以做的"), metavar=_("命令"), dest="command", required=True, parser_class=_Parser
    )
    for make in (
        _up,
        _demo,
        _read,
        _say,
        _rank,
        _check,
        _verify,
        _doctor,
        _backup,
        _restore,
        _export,
        _import,
        _fonts,
        _bench,
        _worker,
    ):
        make(add)
    return parser


def _command(
    add: Any, name: str, act: Callable[[Any], int | None], told: str, example: str
) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = add.add_parser(
        name,
        help=told,
        description=told,
        epilog=_("例：{example}").format(example=example),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one.set_defaults(act=act)
    return one


def _with_data(one: argparse.ArgumentParser) -> None:
    one.add_argument("--data", metavar="DIR", help=_("资料夹（不写就是 $SHUNIU_DATA 或 ./shuniu-data）"))


def _with_address(one: argparse.ArgumentParser) -> None:
    one.add_argument("--host", default="127.0.0.1", help=_("在哪个地址上等（要让别的电脑打开，写 0.0.0.0）"))
    one.add_argument("--port", type=_port, default=PORT, help=_("端口（不写就是 {port}）").format(port=PORT))
    one.add_argument("--workers", type=_several, default=2, help=_("页面进程数（2）"))
    one.add_argument("--threads", type=_several, default=2, help=_("每个进程的线程数（2）"))
    one.add_argument(
        "--open", action=argparse.BooleanOptionalAction, default=None, help=_("起来以后打开浏览器")
    )


def _up(add: Any) -> None:
    told = _("起动办公室：建好数据库，开页面，做到时的事")
    one = _command(add, "up", _do_up, told, "shuniu up --host 0.0.0.0 --port 8765")
    _with_data(one)
    _with_address(one)
    one.add_argument("--demo", choices=("county", "small"), help=_("装上演示办公室再起动"))


def _demo(add: Any) -> None:
    told = _("装上演示办公室并起动；scene A..E 把演示拨到五个场面之一；shift 把演示整周挪到现在")
    one = _command(
        add, "demo", _do_demo, told,
        "shuniu demo            county\n    shuniu demo small\n    shuniu demo scene B\n    shuniu demo shift\n    shuniu demo county --fill-only",
    )  # fmt: skip
    _with_data(one)
    _with_address(one)
    one.add_argument(
        "what", nargs="?", default="county", metavar="county|small|scene|shift", help=_("哪一个演示")
    )
    one.add_argument(
        "scene", nargs="?", metavar="A..E|WEEKS", help=_("哪一个场面；或挪几周，不写就挪到这一周")
    )
    one.add_argument("--fill-only", action="store_true", help=_("只装资料，不起动"))
    one.add_argument("--fresh", action="store_true", help=_("先清掉旧的演示资料"))
    one.add_argument("--run", action="store_true", help=_("让演示的钟走起来（不写就停在那一刻）"))


def _read(add: Any) -> None:
    told = _("读一夹文件，把登记项和任务写成 pred.json")
    one = _command(add, "read", _do_read, told, "shuniu read papers --out answers")
    one.add_argument("source", metavar="SRC", help=_("文件夹，任意层的子夹里有 text.txt"))
    one.add_argument("--out", required=True, metavar="DST", help=_("写到哪个文件夹"))


def _say(add: Any) -> None:
    told = _("一句话是什么意思（只看，不登记）")
    one = _command(
        add, "say", _do_say, told, "shuniu say 明天下午3点常务会 305 请住建财政 --now 2026-06-11T10:00 --json"
    )
    one.add_argument("words", nargs="+", metavar="TEXT", help=_("一句话"))
    one.add_argument("--now", metavar="ISO", help=_("当作此刻，如 2026-06-11T10:00"))
    one.add_argument("--json", action="store_true", help=_("按 JSON 输出（总是如此）"))


def _rank(add: Any) -> None:
    told = _("一个局面里先办哪件：次序、分、灯、催到第几阶")
    one = _command(add, "rank", _do_rank, told, "shuniu rank situation.json")
    one.add_argument("file", metavar="SITUATION.json", help=_("局面；- 表示从标准输入读"))


def _check(add: Any) -> None:
    told = _("查一份稿子：标点、数字、日期、行文、附件、机构和领导，Word 和 PDF 连版式一起查")
    one = _command(add, "check", _do_check, told, "shuniu check draft.docx --json")
    one.add_argument("file", metavar="FILE", help=_("稿子：txt、md、docx 或 pdf"))
    one.add_argument("--json", action="store_true", help=_("按 JSON 输出（总是如此）"))


def _verify(add: Any) -> None:
    told = _(
        "验流水：有没有被改、被抽、被插的一行；有就指出第一处，退出码 1。写上档案包就只验这个包，不用办公室的资料"
    )
    one = _command(add, "verify", _do_verify, told, "shuniu verify --json\n    shuniu verify 2025.zip")
    one.add_argument("package", nargs="?", metavar="PACKAGE", help=_("档案包：文件夹或 ZIP"))
    _with_data(one)
    one.add_argument("--json", action="store_true", help=_("按 JSON 输出"))


def _doctor(add: Any) -> None:
    told = _("查这台机器和这套资料好不好，坏在哪、怎么办")
    one = _command(add, "doctor", _do_doctor, told, "shuniu doctor")
    _with_data(one)
    one.add_argument("--json", action="store_true", help=_("按 JSON 输出"))


def _backup(add: Any) -> None:
    told = _("备份成一个文件；可以边用边备")
    one = _command(add, "backup", _do_backup, told, "shuniu backup --to /media/usb")
    _with_data(one)
    one.add_argument("--to", metavar="PATH", help=_("文件夹或文件名（不写就放在资料夹的 backups 里）"))


def _restore(add: Any) -> None:
    told = _("把备份恢复到一个空的资料夹，并验一遍")
    one = _command(
        add, "restore", _do_restore, told, "shuniu restore 2026-06-11.shuniu-backup --data new-office"
    )
    _with_data(one)
    one.add_argument("file", metavar="FILE", help=_("备份文件"))


def _export(add: Any) -> None:
    told = _("把全部资料导出成不用本软件也能看的文件夹或 ZIP（口令和密钥不在里面）")
    one = _command(add, "export", _do_export, told, "shuniu export /media/usb/all\n    shuniu export all.zip")
    _with_data(one)
    one.add_argument("to", metavar="DIR|ZIP", help=_("空的文件夹，或一个新的 ZIP"))


def _import(add: Any) -> None:
    told = _("把导出放进一个空的资料夹，逐项比对并验一遍；两种数据库都行")
    one = _command(add, "import", _do_import, told, "shuniu import all.zip --data new-office")
    _with_data(one)
    one.add_argument("source", metavar="EXPORT", help=_("导出的文件夹或 ZIP"))


def _fonts(add: Any) -> None:
    told = _(
        "看公文排版用哪几种字；install 从 Debian 的包里装一套免费的（本单位自己的字体放进资料夹的 fonts 里）"
    )
    one = _command(add, "fonts", _do_fonts, told, "shuniu fonts\n    shuniu fonts install")
    _with_data(one)
    one.add_argument("what", nargs="?", choices=("install",), help=_("装一套免费的字体"))


def _bench(add: Any) -> None:
    told = _("量快慢：造数、发请求、和最小的页面比")
    _command(add, "bench", _do_bench, told, "shuniu bench --size S")


def _worker(add: Any) -> None:
    told = _("只做到时的事，不开页面（页面在别的机器上时用）")
    one = _command(add, "worker", _do_worker, told, "shuniu worker")
    _with_data(one)
    one.add_argument("--once", action="store_true", help=_("把眼下该做的做完就停"))


def _port(said: str) -> int:
    if not said.isdigit() or not 1 <= int(said) <= 65535:
        raise argparse.ArgumentTypeError(_("端口是 1 到 65535 的数，不是 {said}").format(said=said))
    return int(said)


def _several(said: str) -> int:
    if not said.isdigit() or not 1 <= int(said) <= 64:
        raise argparse.ArgumentTypeError(_("要的是 1 到 64 的数，不是 {said}").format(said=said))
    return int(said)


# Questions: answered without an office, nothing is stored


def _answer(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def _do_rank(chosen: Any) -> None:
    from shuniu.matters.ranking import rank

    try:
        text = sys.stdin.buffer.read() if chosen.file == "-" else Path(chosen.file).read_bytes()
        situation = json.loads(text.decode("utf-8-sig"))
    except OSError as problem:
        raise Plain(_("打不开 {file}：{why}").format(file=chosen.file, why=problem.strerror)) from None
    except UnicodeDecodeError:
        raise Plain(_("{file} 不是 UTF-8 文字").format(file=chosen.file)) from None
    except (json.JSONDecodeError, RecursionError, ValueError) as problem:
        line = f"（{problem.lineno}:{problem.colno}）" if isinstance(problem, json.JSONDecodeError) else ""
        raise Plain(_("{file} 不是 JSON{line}").format(file=chosen.file, line=line)) from None
    try:
        answer = rank(situation)
    except ValueError as problem:
        raise Plain(f"{chosen.file}：{problem}") from None
    _answer(answer)


def _do_check(chosen: Any) -> None:
    from django.conf import settings

    if not settings.configured:
        # The readers of Word name their kinds in the language of the office; a question needs no office.
        settings.configure(USE_I18N=False)
    from shuniu.demo.county_house import county_house
    from shuniu.proofing.command import run
    from shuniu.proofing.sources import Unreadable

    try:
        answer = run(Path(chosen.file), county_house())
    except OSError as problem:
        raise Plain(_("打不开 {file}：{why}").format(file=chosen.file, why=problem.strerror)) from None
    except Unreadable as problem:
        raise Plain(f"{chosen.file}：{_(str(problem))}") from None
    _answer(answer)


def _do_say(chosen: Any) -> None:
    from datetime import datetime

    try:
        now = datetime.fromisoformat(chosen.now) if chosen.now else _this_minute()
    except ValueError:
        raise Plain(_("--now 要写成 2026-06-11T10:00，不是 {said}").format(said=chosen.now)) from None
    if now.tzinfo is not None:
        raise Plain(_("--now 用本地时间，不带时区"))
    text = " ".join(chosen.words).strip()
    if not text:
        raise Plain(_("没有听到一句话"))
    from shuniu.clock.calendar import chinese_calendar_seed
    from shuniu.demo.county_roster import county_roster
    from shuniu.matters.saying.command import run

    try:
        answer = run(text, now.isoformat(), roster=county_roster(), calendar=chinese_calendar_seed())
    except ValueError as problem:
        raise Plain(str(problem)) from None
    _answer(answer)


def _this_minute() -> Any:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, second=0, microsecond=0)


def _do_read(chosen: Any) -> None:
    source, out = Path(chosen.source), Path(chosen.out)
    if not source.is_dir():
        raise Plain(_("没有这个文件夹：{path}").format(path=source))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Plain(_("不能写到 {path}：{why}").format(path=out, why=problem.strerror)) from None
    from shuniu.matters.reading.folders import read_folder
    from shuniu.service.progress import bar, say

    with bar(_("读文件")) as tell:
        read_folder(source, out, on_progress=tell, on_error=lambda path, why: say(f"{path}：{why}"))


# The office itself


def _do_up(chosen: Any) -> int:
    from shuniu.service import demo_office, running

    if chosen.demo:
        demo_office.choose_folder(chosen.data)
    return running.up(
        demo=chosen.demo, host=chosen.host, port=chosen.port, workers=chosen.workers, threads=chosen.threads,
        open_browser=bool(chosen.open),
    )  # fmt: skip


def _do_demo(chosen: Any) -> int:
    from shuniu.service import demo_office, running

    demo_office.choose_folder(chosen.data)
    if chosen.what == "scene":
        if (chosen.scene or "").upper() not in demo_office.SCENES:
            raise Plain(_("场面是 A 到 E 之一，如 shuniu demo scene B"))
        demo_office.set_scene(chosen.scene.upper())
        return 0
    if chosen.what == "shift":
        weeks = chosen.scene
        if weeks is not None and (not weeks.lstrip("-").isdigit() or abs(int(weeks)) > 520):
            raise Plain(_("挪几周写一个整数，不写就挪到这一周，如 shuniu demo shift"))
        demo_office.shift(None if weeks is None else int(weeks))
        return 0
    if chosen.what not in demo_office.KINDS or chosen.scene:
        raise Plain(_("演示有 county 和 small 两个，或 scene A..E，或 shift"))
    if chosen.fresh:
        demo_office.clear()
    if chosen.fill_only or chosen.run:
        demo_office.prepare(chosen.what)
    if chosen.run:
        demo_office.let_run()
    if chosen.fill_only:
        return 0
    return running.up(
        demo=chosen.what, host=chosen.host, port=chosen.port, workers=chosen.workers, threads=chosen.threads,
        open_browser=chosen.open is not False,
    )  # fmt: skip


def _do_export(chosen: Any) -> int:
    from shuniu.service import exporting

    manifest = exporting.export(Path(chosen.to))
    rows = sum(table["rows"] for table in manifest["tables"].values())
    _answer(
        {"export": chosen.to, "rows": rows, "files": len(manifest["files"]), "journal": manifest["journal"]}
    )
    return 1 if manifest["journal"]["broken"] else 0


def _do_import(chosen: Any) -> int:
    from shuniu.service import importing

    report = importing.import_export(Path(chosen.source))
    _answer(report)
    return 0 if report["clean"] else 1


def _do_verify(chosen: Any) -> int:
    if chosen.package:
        return _verify_package(Path(chosen.package), chosen.json)
    from shuniu.service import proof

    report = proof.verify()
    if chosen.json:
        _answer(report)
    return 0 if report["clean"] else 1


def _verify_package(path: Path, as_json: bool) -> int:
    from shuniu.archives.package import checking
    from shuniu.service.progress import bar, say

    try:
        with bar(_("验包")) as tell:
            report = checking.verify(path, on_progress=lambda done, of: tell(done, of))
    except checking.NotAPackage:
        raise Plain(_("{path}：不是档案包，或者读不了").format(path=path)) from None
    if report.clean:
        told = _("档案包完好：{items} 件，{files} 个文件，{lines} 行流水，{seals} 个日封。")
        say(told.format(items=report.items, files=report.files, lines=report.lines, seals=report.seals))
        if report.unsealed:
            say(_("其中 {n} 行在成包时还没有日封，只验了前后相接。").format(n=report.unsealed))
    else:
        say(_("档案包不完好，第一处：{place}").format(place=report.broken))
    if as_json:
        _answer(report.as_dict())
    return 0 if report.clean else 1


def _do_doctor(chosen: Any) -> int:
    from shuniu.service import checkup

    findings = checkup.examine()
    if chosen.json:
        _answer([finding.as_dict() for finding in findings])
    else:
        checkup.tell(findings)
    return 1 if any(finding.state == checkup.BAD for finding in findings) else 0


def _do_backup(chosen: Any) -> None:
    from shuniu.service import archive

    path = archive.backup(Path(chosen.to) if chosen.to else None)
    _answer({"backup": str(path), "bytes": path.stat().st_size})


def _do_restore(chosen: Any) -> int:
    from shuniu.service import restoring

    report = restoring.restore(Path(chosen.file))
    _answer(report)
    return 0 if report["clean"] else 1


def _do_fonts(chosen: Any) -> int:
    from django.conf import settings

    if not settings.configured:
        # Faces are looked for without an office; only its folder must be known.
        folder = Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()
        settings.configure(SHUNIU_DATA=folder, USE_I18N=False)
    from shuniu.files.typesetting import CannotSet, faces, own_folder
    from shuniu.layout import fonts

    try:
        added = fonts.install() if chosen.what == "install" else ()
        found = faces()
    except (fonts.CannotInstall, CannotSet) as problem:
        raise Plain(_(str(problem))) from None
    _answer(
        {
            "folder": str(own_folder()),
            "installed": [path.name for path in added],
            "used": {
                "title": found.title[0],
                "body": found.fangsong[0],
                "kai": found.kai[0],
                "hei": found.hei[0],
                "song": found.song[0],
            },
            "fangsong": found.has_fangsong,
            "own": list(found.of_the_office),
        }
    )
    return 0 if found.has_fangsong else 1


def _do_bench(words: list[str]) -> int:
    from shuniu.bench.command import run

    return run([word for word in words if word != "--"])


def _do_worker(chosen: Any) -> int:
    from shuniu.service import running

    return running.worker(once=chosen.once)


if __name__ == "__main__":
    sys.exit(main())
