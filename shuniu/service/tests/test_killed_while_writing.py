"""Two thousand writes with ten kills at random points: what was acknowledged is there, and the journal is whole."""

import json
import random

WRITES = 2000
KILLS = 10

THERE = """
import json
from shuniu.journal.models import Line
from shuniu.matters.models import Matter
matters = Matter.objects.order_by("pk")
print(json.dumps({
    "ids": list(matters.values_list("pk", flat=True)),
    "serials": list(matters.values_list("serial", flat=True)),
    "lines": Line.objects.filter(subject_kind="matter", verb="matter.captured").count(),
    "without_holder": Matter.objects.without_one_active_holder().count(),
}))
"""


def test_no_acknowledged_write_is_lost_whenever_the_process_is_killed(make_office):
    office = make_office("office").found()
    dice = random.Random(20260611)
    acknowledged = []
    for _ in range(KILLS):
        with office.begin_writing(WRITES) as writer:
            for _ in range(dice.randrange(5, 2 * WRITES // KILLS - 40)):
                acknowledged.append(int(writer.stdout.readline()))
            writer.kill()
            # What had been printed before the blow counts as acknowledged; a half line does not.
            acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
        assert writer.returncode == -9
    with office.begin_writing(max(0, WRITES - len(acknowledged))) as writer:
        acknowledged += [int(line) for line in writer.stdout]
    assert len(acknowledged) >= WRITES

    there = json.loads(office.python(THERE))
    assert set(acknowledged) - set(there["ids"]) == set()
    assert len(there["ids"]) == there["lines"] == len(set(there["serials"]))
    assert there["without_holder"] == 0
    assert office.ask("verify", "--json")["clean"] is True
