"""docs/tutorial.md does what it says: its commands are run in order, as a reader types them, and print what it shows.

Setting up (step 1) is what `make test` has just done. The blocks between ```sh are run by one shell after the other,
which hand on what was exported; `...` in an output stands for any text, alone on its line for any lines.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.demo import MINE, stored_alerts
from tests.e2e.stage import ROOT, free_port

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
BLOCK = re.compile(r"^```sh\n(?P<typed>.*?)^```\n(?:```text\n(?P<shown>.*?)^```\n)?", re.MULTILINE | re.DOTALL)
STEP_S = 240
LIVE_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The folder in which the reader types, and the environment of the shell."""

    folder: Path
    environment: dict[str, str]

    def type(self, block: str) -> str:
        """Run a block in a shell that stops at the first failure; return all that it printed."""
        ended = subprocess.run(
            self.shell(block),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=STEP_S,
            check=False,
        )
        assert ended.returncode == 0, f"{block}\n{ended.stdout}"
        return ended.stdout

    def shell(self, block: str) -> list[str]:
        """Return the command that runs a block after the blocks before it."""
        return ["bash", "-euc", f"touch .exported; . ./.exported\n{block}\nexport -p > .exported"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("tutorial")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CLAIMWATCH_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return Desk(folder=folder, environment={**inherited, "PATH": path, "HOME": str(folder), "TZ": "UTC"})


def blocks() -> list[tuple[str, str]]:
    """Return what is typed and what is shown, in the page's order."""
    return [(found["typed"], found["shown"] or "") for found in BLOCK.finditer(PAGE)]


def pattern(shown: str) -> re.Pattern[str]:
    """Return what an output of the page allows."""
    lines = (r"(?:.*\n)*?" if line == "..." else _line(line) for line in shown.splitlines())
    return re.compile("".join(lines))


def _line(line: str) -> str:
    return ".*".join(map(re.escape, line.split("..."))) + r" *\n"


def test_every_command_prints_what_the_page_shows(desk: Desk) -> None:
    told = blocks()
    assert len(told) > 10
    for typed, shown in told:
        if "--serve" in typed:
            _serve(desk, typed, shown)
            continue
        said = desk.type(typed)
        assert pattern(shown).fullmatch(said), f"{typed}\nthe page shows\n{shown}\nand it printed\n{said}"


def _serve(desk: Desk, typed: str, shown: str) -> None:
    """Let the story run until its first alert, look at the page that the tutorial opens, and end it as Ctrl-C does."""
    port, pages_port = free_port(), free_port()
    block = typed.replace("--serve", f"--serve --port {port} --pages-port {pages_port}").rstrip()
    block = re.sub(r"^claimwatch", "exec claimwatch", block, flags=re.MULTILINE)
    log = desk.folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(desk.shell(block), cwd=desk.folder, env=desk.environment, stdout=out, stderr=out)
    try:
        _wait_for_alert(desk.folder / "varn-live", process, log)
        assert "23 missing in Valley Post" in _page(pages_port, f"/report/{MINE}")
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0, log.read_text("utf-8", "replace")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(10)
    said = log.read_text("utf-8", "replace").replace(f":{port}", ":4200").replace(f"port {port}", "port 4200")
    assert pattern(shown).fullmatch(said.replace(f":{pages_port}/", ":4280/") + "\n"), said


def _wait_for_alert(home: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + LIVE_S
    while not stored_alerts(home, MINE):
        assert process.poll() is None, log.read_text("utf-8", "replace")
        assert time.monotonic() < deadline, f"no alert within {LIVE_S} s\n{log.read_text('utf-8', 'replace')}"
        time.sleep(2)


def _page(port: int, path: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
