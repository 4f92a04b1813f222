"""The main job, start to end, on the embedded sandbox: regenerate, then search and analyze one video.

Writes below build/ only. Nothing leaves this machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipeline.generator import generate, package_name
from pipeline.tree import PACKAGE, differences, lay_out
from pipeline.verifying import verify
from twelvelabs_client import TwelveLabs, TwelveLabsV1_3
from twelvelabs_client.models import Asset, Index
from twelvelabs_sandbox import Sandbox
from twelvelabs_sandbox.media.sample_video import make_sample_transcript, make_sample_video

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "demo"
VERSION = "v1.3"
SEARCHES = (("a red picture that moves", ["visual"]), ("apple trees", ["transcription"]))
console = Console(highlight=False)


class Stopwatch:
    """Times the steps and shows each as it begins."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, float]] = []

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One step of the demo."""
        console.print(f"\n[bold cyan]{len(self.steps) + 1}. {title}[/]")
        started = time.perf_counter()
        yield
        self.steps.append((title, time.perf_counter() - started))


def main() -> int:
    """Run the demo; returns the exit status."""
    watch = Stopwatch()
    BUILD.mkdir(parents=True, exist_ok=True)
    with watch.step("Regenerate the low-level client from the description"):
        if not regenerate():
            return 1
    with watch.step("Make a video with five scenes, and what is said in it"):
        video = make_video()
    with Sandbox(sidecars=BUILD) as sandbox, TwelveLabs(base_url=sandbox.url, api_key=sandbox.api_key) as tl:
        with watch.step(f"Create an index on the sandbox at {sandbox.url}"):
            index = tl.indexes.create("harbor", models=["marengo3.0"], addons=["thumbnail"])
            console.print(f"   {index.name}: {index.id}")
        with watch.step("Upload the video, wait for it, index it"):
            asset = upload(tl, video, index)
        with watch.step("Search by what is seen and by what is said"):
            search(tl, index)
        with watch.step("Stream an analysis"):
            analyze(tl, asset)
    show_times(watch)
    return 0


def regenerate() -> bool:
    """Generate into build/ and compare with what is committed."""
    with tempfile.TemporaryDirectory(prefix="demo-") as scratch:
        generated = generate(ROOT, VERSION, None, Path(scratch))
        package = lay_out(ROOT, generated, BUILD / "generated")
    verify(package, VERSION)
    name = package_name(VERSION)
    changed = differences(ROOT / "generated" / PACKAGE / name, package / name)
    console.print(f"   {generated.summary(VERSION)}")
    if changed:
        console.print(f"   [red]the committed tree differs: {', '.join(changed[:5])}; run make regenerate[/]")
        return False
    console.print("   every module imports, mypy --strict is content, and the committed tree is the same")
    return True


def make_video() -> Path:
    """A real H.264 file, and its transcript as WebVTT beside it, where the sandbox looks for such."""
    video = BUILD / "harbor.mp4"
    make_sample_video(video)
    make_sample_transcript(video.with_suffix(".vtt"))
    console.print(f"   {video.relative_to(ROOT)}: {video.stat().st_size / 1000:.0f} kB of H.264 and AAC")
    return video


def upload(tl: TwelveLabsV1_3, video: Path, index: Index) -> Asset:
    """Upload and index with a bar for each wait."""
    columns = (TextColumn("   {task.description:<22}"), BarColumn(), TextColumn("{task.fields[state]:<12}"))
    with Progress(*columns, DownloadColumn(), TimeElapsedColumn(), console=console) as progress:
        sending = progress.add_task("upload", total=video.stat().st_size, state="sending")
        asset = tl.assets.upload(
            video,
            user_metadata={"place": "harbor"},
            on_progress=lambda now: progress.update(sending, completed=now.sent),
        )
        asset = tl.assets.wait(
            asset, poll_interval=0.1, on_status=lambda seen: progress.update(sending, state=seen.status or "")
        )
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        states = {"pending": 1, "queued": 2, "indexing": 3, "ready": 4}
        indexing = progress.add_task("index", total=4, state="pending")
        created = tl.indexed_assets.create(index, asset)
        indexed = tl.indexed_assets.wait(
            index,
            created,
            poll_interval=0.1,
            on_status=lambda seen: progress.update(
                indexing, completed=states.get(seen.status or "", 0), state=seen.status or ""
            ),
        )
    measured = indexed.system_metadata
    if measured is not None:
        console.print(f"   measured: {measured.duration} s, {measured.width}x{measured.height}, {measured.fps} fps")
    return asset


def search(tl: TwelveLabsV1_3, index: Index) -> None:
    """Print what was found, when in the video, and why."""
    table = Table("query", "clip", "rank", "why", box=None, padding=(0, 2), header_style="dim")
    for text, options in SEARCHES:
        for clip in tl.search.query(index, text, options=options):
            why = clip.raw.get("sandbox_matched") or clip.transcription or ""
            table.add_row(text, f"{clip.start:g} to {clip.end:g} s", str(clip.rank), str(why))
    console.print(table)


def analyze(tl: TwelveLabsV1_3, asset: Asset) -> None:
    """Print the answer while it is written."""
    with tl.analyze.stream(asset, "List the scenes with their times.") as stream:
        for text in stream.texts():
            console.print(text, end="", style="green", markup=False)
    usage = stream.usage
    tokens = "" if usage is None else f", {usage.output_tokens} tokens"
    console.print(f"\n   [dim]finished: {stream.finish_reason}{tokens}[/]")


def show_times(watch: Stopwatch) -> None:
    """The time of each step."""
    table = Table(
        "step", "seconds", box=None, padding=(0, 2), header_style="dim", title="\nTimes", title_justify="left"
    )
    for title, seconds in watch.steps:
        table.add_row(title, f"{seconds:.2f}")
    table.add_row("all", f"{sum(seconds for _, seconds in watch.steps):.2f}")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
