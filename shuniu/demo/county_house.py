"""青岚县 for the check of texts: its roster is complete, these names are no longer in use (invented)."""

from __future__ import annotations

from functools import lru_cache

from shuniu.demo.county_roster import county_roster
from shuniu.proofing.house import House

RENAMED = {
    "教育局": "教育体育局", "教育和体育局": "教育体育局", "发改委": "发展改革局", "发展和改革局": "发展改革局",
    "农业局": "农业农村局", "农村农业局": "农业农村局", "国土局": "自然资源局", "自规局": "自然资源局", "资规局": "自然资源局",
    "环保局": "生态环境局", "环境局": "生态环境局", "建设局": "住房城乡建设局", "水务局": "水利局", "卫健委": "卫生健康局",
    "卫生局": "卫生健康局", "文广旅局": "文化旅游局", "工业和信息化局": "工业信息化局", "市管局": "市场监管局",
    "城市综合管理局": "城市管理局", "退役局": "退役军人局", "退役军人事务局": "退役军人局",
    "人力资源和社会保障局": "人力资源社会保障局", "住房和城乡建设局": "住房城乡建设局", "文化和旅游局": "文化旅游局",
    "市场监督管理局": "市场监管局", "医疗保障局": "医保局", "旅游局": "文化旅游局", "文化局": "文化旅游局", "气象台": "气象局",
}  # fmt: skip


@lru_cache(maxsize=1)
def county_house() -> House:
    """家底 of the demonstration, in its year 2026."""
    return House(county_roster(), year=2026, judged=True, renamed=RENAMED)
