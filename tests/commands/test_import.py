"""Import: whole, once, never over what is there, and clear about what it set aside."""

import json
from pathlib import Path

import pytest

from govreport_site.reportfile import manifest
from tests.commands.conftest import SEEDS, Run

SEED = SEEDS / "003_1d1c74397198b1ed.txt"
YANGLI = "reports/fujian/fuzhou/minhou-xian/yangli-xiang/2016-self-check"


def stored(archive: Path) -> dict[str, bytes]:
    reports = archive / "reports"
    return {path: (reports / path).read_bytes() for path in manifest.stored_files(reports)}


def test_each_sample_stands_in_its_place_with_its_original(archive: Path) -> None:
    assert sorted(stored(archive)) == [
        "fujian/fuzhou/minhou-xian/yangli-xiang/2016-self-check.md",
        "fujian/fuzhou/minhou-xian/yangli-xiang/2016-self-check.original.txt",
        "fujian/xiamen/haicang-qu/2016-self-check.md",
        "fujian/xiamen/haicang-qu/2016-self-check.original.txt",
        "fujian/xiamen/xiangan-qu/dadeng-jiedao/2016-self-check.md",
        "fujian/xiamen/xiangan-qu/dadeng-jiedao/2016-self-check.original.txt",
        "guangdong/jieyang/puning-shi/liushadong-jiedao/2018-annual.md",
        "guangdong/jieyang/puning-shi/liushadong-jiedao/2018-annual.original.txt",
        "hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual.md",
        "hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual.original.txt",
    ]
    assert (archive / f"{YANGLI}.original.txt").read_bytes() == SEED.read_bytes()


def test_the_same_bytes_again_change_nothing_and_are_named(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(archive)
    assert run("import", str(SEEDS / SEED.name)) == 0
    assert stored(archive) == before
    assert f"already here: {YANGLI}.md" in capsys.readouterr().err


def test_other_bytes_become_a_new_version(archive: Path, run: Run, tmp_path: Path) -> None:
    before = stored(archive)
    other = tmp_path / "again.txt"
    other.write_bytes(SEED.read_bytes() + "\n\n扫一扫在手机打开当前页\n".encode())
    assert run("import", str(other), "-q") == 0
    after = stored(archive)
    assert {path: after[path] for path in before} == before
    assert (archive / f"{YANGLI}-v2.md").is_file()
    assert (archive / f"{YANGLI}-v2.original.txt").read_bytes() == other.read_bytes()


def test_a_dry_run_writes_nothing(archive: Path, run: Run, tmp_path: Path) -> None:
    before = stored(archive)
    other = tmp_path / "again.txt"
    other.write_bytes(SEED.read_bytes() + b"\n\n")
    assert run("import", "--dry-run", str(other)) == 0
    assert stored(archive) == before


def test_renewing_rewrites_what_nobody_edited(archive: Path, run: Run) -> None:
    before = stored(archive)
    edited = archive / f"{YANGLI}.md"
    edited.write_text(
        edited.read_text("utf-8").replace("全年政策解读,。", "全年政策解读3条。"), "utf-8"
    )
    assert run("import", "--renew", "-q") == 0
    after = stored(archive)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {f"{YANGLI}.md".removeprefix("reports/")}
    assert "全年政策解读3条。" in edited.read_text("utf-8")


def test_a_folder_is_walked_and_every_input_answered_in_order(
    archive: Path, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "incoming"
    (folder / "below").mkdir(parents=True)
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "b-binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "below/c.txt").write_bytes(SEED.read_bytes())
    (folder / "notice.txt").write_text(
        "某市人民政府办公室关于印发2016年政务公开工作要点的通知\n\n"
        "各区人民政府，市直各委、办、局：\n\n现将《2016年政务公开工作要点》印发给你们，请认真贯彻执行。\n",
        "utf-8",
    )
    assert run("import", "--json", str(folder), str(tmp_path / "nowhere.txt")) == 3
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    by_name = {Path(row["input"]).name: row for row in told}
    assert by_name["a-empty.txt"]["code"] == "empty"
    assert by_name["b-binary.bin"]["outcome"] == "set-aside"
    assert by_name["c.txt"]["outcome"] == "known"
    assert by_name["notice.txt"]["code"] == "not-a-report"
    assert by_name["nowhere.txt"]["code"] == "missing"


def test_nothing_named_is_wrong_use(run: Run) -> None:
    assert run("import") == 2


def test_a_kind_given_by_hand_is_taken(run: Run, archive: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("福建省厦门市翔安区2019年政务公开工作方案\n\n做好公开工作。\n", "utf-8")
    assert run("import", str(plan), "-q") == 3
    assert run("import", str(plan), "--kind", "self-check", "-q") == 0
    assert any(path.endswith("2019-self-check.md") for path in stored(archive))
