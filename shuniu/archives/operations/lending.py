"""借阅: asked, agreed, lent, chased at three days before, on the day and three days after, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shuniu.archives import rules
from shuniu.archives.models import ArchiveItem, Loan
from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit
from shuniu.org.refusals import Refused, require

CHASED_ON = (-3, 0, 3)  # days from the day on which it is due


def ask_loan(item: ArchiveItem, *, purpose: str, due_on: date, by: Actor) -> Loan:
    """申请借阅."""
    if not purpose.strip():
        raise Refused(_("写一句借来做什么"), "words", "purpose")
    try:
        with record("archive.loan_asked", by=by, subject=item) as line:
            item = ArchiveItem.objects.select_for_update().get(pk=item.pk)
            require(rules.may_ask_loan(by, item, due_on, moment.today()))
            with transaction.atomic():
                loan = Loan.objects.create(
                    item=item, borrower=by.somebody, purpose=purpose.strip()[:200], asked_at=moment.now(), due_on=due_on
                )  # fmt: skip
            line.update(code=str(item.code), purpose=loan.purpose, due_on=due_on.isoformat(), loan=loan.pk)
    except IntegrityError:
        raise Refused(_("这一件您已经借着,或者正等着批"), "twice") from None
    return loan


def decide_loan(loan: Loan, *, granted: bool, words: str = "", by: Actor) -> Loan:
    """批借或不借; a refusal says why."""
    if not granted and not words.strip():
        raise Refused(_("写一句为什么不借"), "words", "words")
    with record("archive.loan_decided", by=by, subject=loan.item) as line:
        loan = _locked(loan)
        require(rules.may_grant_loan(by, loan))
        Loan.objects.filter(pk=loan.pk).update(
            granted=granted, words=words.strip()[:200], decided_at=moment.now(), decided_by=by.somebody
        )
        line.update(
            code=str(loan.item.code), who=loan.borrower.name, words=words.strip(), loan=loan.pk,
            said=_("借给") if granted else _("不借给"), due_on=loan.due_on.isoformat(),
        )  # fmt: skip
    loan.refresh_from_db()
    return loan


def take_back(loan: Loan, *, state: str, by: Actor) -> Loan:
    """归还: pages and state looked through by another person."""
    with record("archive.loan_returned", by=by, subject=loan.item) as line:
        loan = _locked(loan)
        require(rules.may_take_back(by, loan))
        Loan.objects.filter(pk=loan.pk).update(
            returned_at=moment.now(), returned_to=by.somebody, state_note=state.strip()[:200]
        )
        line.update(code=str(loan.item.code), who=loan.borrower.name, state=state.strip(), loan=loan.pk)
    loan.refresh_from_db()
    return loan


def chase_loans(unit: Unit) -> int:
    """催还 by the clock: three days before, on the day, three days after; once each, only to the borrower."""
    today = moment.today()
    told = 0
    days = [today - timedelta(days=n) for n in CHASED_ON]
    for loan in (
        Loan.objects.filter(item__unit=unit, granted=True, returned_at=None, due_on__in=days)
        .select_related("item", "borrower")
        .order_by("pk")
    ):
        with transaction.atomic():
            loan = _locked(loan)
            step = (today - loan.due_on).days
            said = Line.objects.about(loan.item).filter(
                verb="archive.loan_chased", particulars__loan=loan.pk, particulars__step=step
            )
            if not loan.is_out or said.exists():
                continue
            with record("archive.loan_chased", by=Actor.clock(unit), subject=loan.item) as line:
                line.update(
                    code=str(loan.item.code), who=loan.borrower.name, loan=loan.pk, step=step,
                    due_on=loan.due_on.isoformat(),
                )  # fmt: skip
            told += 1
    return told


def still_out(person: Person) -> tuple[int, str]:
    """借着没还的: nobody leaves with archives in hand."""
    return Loan.objects.filter(borrower=person, granted=True, returned_at=None).count(), _("件借阅的档案没还")


def _locked(loan: Loan) -> Loan:
    ArchiveItem.objects.select_for_update().get(pk=loan.item_id)
    return (
        Loan.objects.select_for_update(of=("self",))
        .select_related("item", "item__matter", "item__matter__lead", "borrower")
        .get(pk=loan.pk)
    )
