"""样件的内容: invented papers as data, from which both the file and what should be read from it are made."""

from __future__ import annotations

from dataclasses import dataclass, field

BRACKET, LABELS, SENTENCE, TABLE, MINUTES = "bracket", "labels", "sentence", "table", "minutes"


@dataclass(frozen=True)
class Item:
    """一项: what, who leads, who helps, the date as printed and as a day ("" where none is set)."""

    what: str
    lead: str = ""
    helpers: tuple[str, ...] = ()
    due: str = ""
    day: str = ""


@dataclass(frozen=True)
class Sheet:
    """一份: `name` is the file, `forms` the kinds of file it is made as."""

    name: str
    forms: tuple[str, ...]
    head: str
    number: str
    title: str
    to: str
    issuer: str
    date: str
    opening: str = ""
    items: tuple[Item, ...] = field(default=())
    style: str = BRACKET
    closing: str = ""
    urgency: str = ""
    contact: str = ""

    @property
    def printed_date(self) -> str:
        year, month, day = self.date.split("-")
        return f"{year}年{int(month)}月{int(day)}日"

    def paragraphs(self) -> list[str]:
        """The paper line by line, as a text layer gives it; a table is a line of cells for each row."""
        lines = [self.urgency] if self.urgency else []
        lines += [line for line in (self.head, self.number, self.title) if line]
        if self.to:
            lines.append(f"{self.to}:")
        if self.opening:
            lines.append(self.opening)
        lines += self.demands()
        if self.closing:
            lines.append(self.closing)
        if self.contact:
            lines.append(f"(联系人:{self.contact})")
        return [*lines, self.issuer, self.printed_date]

    def demands(self) -> list[str]:
        if self.style == TABLE:
            rows = [
                f"{n} | {i.what} | {i.lead} | {'、'.join(i.helpers) or '—'} | {i.due or '长期坚持'}"
                for n, i in enumerate(self.items, start=1)
            ]
            return ["序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限", *rows]
        return [self._demand(n, item) for n, item in enumerate(self.items)]

    def _demand(self, n: int, item: Item) -> str:
        mark = "一二三四五六七八九十"[n]
        helpers = "、".join(item.helpers)
        if self.style == LABELS:
            lines = [f"{mark}、{item.what}。", f"牵头单位:{item.lead}"]
            if helpers:
                lines.append(f"配合单位:{helpers}")
            if item.due:
                lines.append(f"完成时限:{item.due}")
            return "\n".join(lines)
        if self.style == SENTENCE:
            joined = f"会同{helpers}" if helpers else ""
            return f"{mark}、{item.lead}要{joined}{'于' + item.due if item.due else ''}{item.what}。"
        if self.style == MINUTES:
            joined = f",{helpers}配合" if helpers else ""
            return f"{mark}、会议议定,由{item.lead}牵头{joined},{item.due + '完成' if item.due else ''}{item.what}。"
        inside = "，".join(
            p for p in (f"{item.lead}牵头", f"{helpers}配合" if helpers else "", item.due) if p
        )
        return f"{mark}、{item.what}。（{inside}）"

    def text(self) -> str:
        return "\n".join(self.paragraphs())

    def expected(self) -> dict:
        """What should be read: registration fields and, for each demand of a paper that sets tasks, who and by when."""
        fields = {
            "issuer": [self.issuer] if self.issuer else [],
            "doc_number": self.number or None,
            "title": self.title,
            "recipients": self.to or None,
            "date": self.date,
            "urgency": self.urgency or None,
        }
        if self.items:
            fields["tasks"] = [
                {
                    "lead": [i.lead] if i.lead else [],
                    "support": list(i.helpers),
                    "deadline_iso": i.day or None,
                }
                for i in self.items
            ]
        return fields
