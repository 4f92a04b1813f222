"""The report of an upgrade: conflicts first, no longer than a pull request, and nothing that breaks out of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.diff.tried import Tried, disputed
from tracking.change import Change
from tracking.facade_methods import TOUCHED
from tracking.markdown import MOST_CHARACTERS
from tracking.report import LINES_OF_A_FAILURE, as_json, html, markdown, row_to_paste, write_reports
from tracking.rules import Level

CONFLICT = disputed("GET /assets response 200 /data[]/filename")
LEFT_OUT = re.compile(r"\*(\d+) rows? (?:is|are) left out here; report\.json and report\.html have them\.\*")


def changed(number: int, level: Level, text: str = "is gone") -> Change:
    return Change(
        f"GET /things/{number}", f"response 200 /x{number}", "field-removed", level, text, None, ("things.get",)
    )


def everything() -> Tried:
    """An upgrade with one line of each sort."""
    return Tried(
        said="v1.3: does not hold: 1 conflict to decide",
        failures=["1 conflict to decide: GET /assets"],
        conflicts=[CONFLICT],
        changes=[changed(1, "compatible"), changed(2, "risky"), changed(3, "breaking")],
        kept=["GET /kept"],
        removed=["GET /removed"],
        unwrapped=["GET /lenses"],
        disagreements=[disputed("GET /a response 200 /size", "integer", "number", compatible=True, used="ours")],
        decided=[disputed("GET /b response 200 /size", used="ours")],
        explained=[changed(4, "breaking")],
        only_ours=["GET /ours"],
        repaired=["AssetDetail: not is not read"],
    )


def test_the_most_important_comes_first() -> None:
    shown = markdown(everything())

    titles = re.findall(r"^#+ (.+?)(?: \(\d+\))?$", shown, re.MULTILINE)
    assert titles == [
        "Upgrade of v1.3 to `https://example.com/spec.json`",
        "Why it does not hold", "Conflicts to decide", "What changed", "Breaking",
        "Facade methods touched", "Operations kept", "Operations removed", "Not wrapped yet", "Risky", "Compatible",
        "Different kinds of value", "Decided", "Differences with a reason", "Ours alone", "Repaired on reading",
    ]  # fmt: skip
    assert "**v1.3: does not hold: 1 conflict to decide**" in shown


def test_facade_methods_are_listed_and_notes_follow_the_verdict() -> None:
    shown = markdown(everything(), ["Read on a Tuesday."])

    assert "\n- `things.get`: breaking\n" in shown
    assert "**v1.3: does not hold: 1 conflict to decide**\n\nRead on a Tuesday.\n" in shown


def test_conflicts_stand_at_the_top_of_the_page() -> None:
    page = html(everything())

    places = [page.index(f">{title}") for title in ("Conflicts to decide", "Why it does not hold", "Breaking", "Risky")]
    assert places == sorted(places)
    assert page.index("v1.3: does not hold") < places[0]


def test_the_three_reports_have_the_same_content() -> None:
    upgrade = everything()
    page, text, data = html(upgrade), markdown(upgrade), json.loads(as_json(upgrade))

    for expected in ("GET /kept", "GET /removed", "GET /lenses", "GET /ours", CONFLICT.place, "response 200 /x2"):
        assert expected in text
        assert expected in page
        assert expected in json.dumps(data)
    assert data["methods_touched"] == {"things.get": "breaking"}
    assert (data["holds"], data["checks"], data["not_wrapped"]) == (False, "all", ["GET /lenses"])
    assert [conflict["used"] for conflict in data["decided"]] == ["ours"]


def test_the_page_runs_and_loads_nothing_and_states_its_rule() -> None:
    page = html(everything())

    assert not re.search(r"<script|<link|<img|src=|url\(|@import", page)
    assert TOUCHED in page


def test_an_upgrade_without_changes_says_so() -> None:
    assert "No change that a client meets." in markdown(Tried())
    assert "Nothing that a client meets." in html(Tried())
    assert "Conflicts to decide" not in markdown(Tried())


def test_what_was_not_proved_is_said_on_the_page() -> None:
    assert "Only CHECKS=merge was proved." in html(Tried(checks="merge"))
    assert "was proved" not in html(Tried())


@pytest.mark.parametrize(
    "place", [CONFLICT.place, 'GET /a response 200 /"x": #\\y', "GET /a response 200 /\x1b[2J\u202e\U0001f600"]
)
def test_a_row_to_paste_reads_back_as_it_was(place: str) -> None:
    row = row_to_paste(disputed(place), source="spec.json", date="2026-07-30")

    assert yaml.safe_load(row) == [
        {
            "place": place, "kind": "type-changed", "ours": "string", "theirs": "integer", "decision": "ours",
            "why": "...", "source": "spec.json", "date": "2026-07-30",
        }
    ]  # fmt: skip
    assert row.isascii()
    assert "decision: ours   # or theirs" in row


def test_the_rows_of_all_conflicts_are_one_block_to_paste() -> None:
    shown = markdown(Tried(conflicts=[CONFLICT, disputed("POST /search request /```")]))

    [block] = re.findall(r"^(````+)yaml\n(.*?)\n\1$", shown, re.MULTILINE | re.DOTALL)
    assert [row["place"] for row in yaml.safe_load(block[1])] == [CONFLICT.place, "POST /search request /```"]


def test_the_output_of_a_failure_is_trimmed_to_its_end() -> None:
    output = "\n".join(f"line {number}" for number in range(1_000))

    shown = markdown(Tried(failures=[f"the tests fail: test_wrong\n{output}"]))

    assert "the tests fail: test_wrong" in shown
    assert re.findall(r"^line (\d+)$", shown, re.MULTILINE) == [
        str(n) for n in range(1_000 - LINES_OF_A_FAILURE, 1_000)
    ]


def many_changes() -> Tried:
    levels: tuple[Level, ...] = ("breaking", "risky", "compatible")
    changes = [changed(number, level, f"is gone from {level}") for level in levels for number in range(3_000)]
    return Tried(changes=changes, conflicts=[CONFLICT], unwrapped=["GET /lenses"])


def long_rows() -> Tried:
    return Tried(
        said="v1.3: holds: " + "x" * 100_000,
        changes=[changed(number, "breaking", "y" * 70_000) for number in range(3)],
        conflicts=[disputed("GET /" + "a" * 70_000)],
        failures=["z" * 100_000 + "\n" + "w" * 100_000],
        kept=["GET /" + "b" * 70_000],
    )


def long_lists() -> Tried:
    return Tried(
        conflicts=[disputed(f"GET /a response 200 /{number}") for number in range(2_000)],
        kept=[f"GET /{number}" for number in range(5_000)],
        repaired=[f"schema {number}" for number in range(5_000)],
    )


@pytest.mark.parametrize("upgrade", [many_changes(), long_rows(), long_lists()], ids=["changes", "long rows", "lists"])
def test_the_markdown_report_fits_into_a_pull_request(upgrade: Tried) -> None:
    shown = markdown(upgrade)

    assert MOST_CHARACTERS / 20 < len(shown) <= MOST_CHARACTERS
    assert all(line.endswith("|") for line in shown.splitlines() if line.startswith("|"))
    assert shown.count("```") % 2 == 0


def test_rows_that_are_left_out_are_counted_and_the_gravest_stay() -> None:
    shown = markdown(many_changes())

    kept = {level: shown.count(f"is gone from {level}") for level in ("breaking", "risky", "compatible")}
    left = [int(count) for count in LEFT_OUT.findall(shown)]
    assert kept["breaking"] > 100
    assert 0 < kept["risky"] < 50
    assert left == [3_000 - count for count in kept.values()]
    assert CONFLICT.place in shown
    assert "- `GET /lenses`" in shown


def test_everything_that_is_left_out_is_in_the_other_reports() -> None:
    upgrade = many_changes()

    assert len(json.loads(as_json(upgrade))["changes"]) == 9_000
    assert html(upgrade).count("<tr>") == 9_000 + 3


HOSTILE = "a\x1b[2J\x00\x7f\x85\u2028\u202e\u200b\r\n# b"
UNPRINTABLE = re.compile("[^\\S \n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def hostile() -> Tried:
    change = Change(f"GET /{HOSTILE}", f"request /{HOSTILE}", "field-removed", "breaking", HOSTILE, HOSTILE, ("a.b",))
    lines = [HOSTILE]
    return Tried(
        version=HOSTILE, source=HOSTILE, said=HOSTILE, changes=[change], explained=[change], failures=lines,
        conflicts=[disputed(HOSTILE, HOSTILE, HOSTILE)], disagreements=[disputed(HOSTILE)], decided=[disputed(HOSTILE)],
        kept=lines, removed=lines, unwrapped=lines, only_ours=lines, repaired=lines, steps=[(HOSTILE, 1.0)],
    )  # fmt: skip


def test_no_control_character_reaches_a_report(tmp_path: Path) -> None:
    for report in write_reports(tmp_path, hostile()):
        assert UNPRINTABLE.findall(report.read_text("utf-8")) == [], report.name


def test_a_name_cannot_break_out_of_a_cell_a_line_or_the_page() -> None:
    name = "x`y``|<script>alert(1)</script>![i](http://x)"
    change = Change(f"GET /{name}", f"request /{name}", "field-removed", "breaking", f"{name} is gone")

    shown = markdown(Tried(changes=[change], kept=[name], source=name))
    page = html(Tried(changes=[change], kept=[name], source=name))

    [row] = [line for line in shown.splitlines() if "request /" in line]
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert f"- ```{name}```".replace("|", "\\|") in shown
    assert "\\<script>alert(1)\\</script>!\\[i](http://x) is gone" in row
    assert "<script>" not in page
