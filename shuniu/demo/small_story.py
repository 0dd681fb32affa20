"""指挥部的几件事: what the small office has in hand on the day of the demo (product §16.7)."""

from __future__ import annotations

from shuniu.demo.weeks import in_words
from shuniu.demo.world import Beat, World, beat
from shuniu.matters.choices import SourceType
from shuniu.matters.intake import receive_sentence, receive_text

SMALL_STORY: list[Beat] = []


def _on(when: str, arrives: int = 0):
    def made(function):
        SMALL_STORY.append(beat(when, arrives)(function))
        return function

    return made


@_on("2026-06-03 09:10", 1)
def wall(w: World) -> None:
    w.capture(
        "wall", "钱小川", title="古城墙东段排险加固", kind="minute_item", source_type=SourceType.MEETING, source_body="指挥长办公会",
        safety=True, text="东段城墙两处鼓胀,雨季前完成排险加固。",
    )  # fmt: skip
    w.place(
        "wall",
        "赵明珠",
        "规划建设处",
        due=w.at("2026-06-19 17:30"),
        hard=True,
        due_basis="指挥长办公会",
        next_step="支护先做",
    )
    w.do("acknowledge", "wall", "丁一川")


@_on("2026-06-10 10:30")
def wall_moves(w: World) -> None:
    w.do("feed_back", "wall", "丁一川", words="支护完成一处,另一处周五进场")


@_on("2026-06-09 15:00", 1)
def shops(w: World) -> None:
    w.capture(
        "shops",
        "钱小川",
        title="老街商户搬迁补助第二批",
        source_type=SourceType.ORAL,
        source_person="裴子衡",
        text="第二批补助月底前发到户。",
    )
    w.do("instruct", "shops", "赵明珠", leader=w.who("裴子衡"), words="补助月底前发到户,名单先公示。")
    w.place("shops", "赵明珠", "产业调整处", due=w.at("2026-06-30 17:30"), hard=False, next_step="名单公示")
    w.do("acknowledge", "shops", "冷杉")


@_on("2026-06-11 09:20")
def retreat(w: World) -> None:
    w.keep(
        "letter",
        receive_text(
            in_words(
                "青岚县文化旅游局\n岚文旅函〔2026〕15号\n关于商请提供古城片区文物点清单的函\n青岚古城片区建设指挥部:\n"
            "为做好文物安全巡查,请于6月18日前提供片区内文物点清单和联系人。\n专此函达。\n青岚县文化旅游局\n2026年6月10日"
            ),
            by=w.act("钱小川"),
        ).matters[0],
    )


@_on("2026-06-11 10:40")
def guests(w: World) -> None:
    w.keep(
        "guests",
        receive_sentence("下周二上午10点市住建局来看停车楼 4个人 请规划建设处准备", by=w.act("何必")).matters[
            0
        ],
    )
