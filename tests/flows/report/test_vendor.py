"""What we carry of others is what they published."""

import re
from hashlib import sha256
from importlib import resources

from flows.report.templating import asset

UPLOT = resources.files("flows.report") / "vendor" / "uplot"


def test_each_file_of_uplot_is_the_one_that_its_readme_names() -> None:
    told = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", (UPLOT / "README.md").read_text("utf-8"), re.MULTILINE))
    found = {file.name: sha256(file.read_bytes()).hexdigest() for file in UPLOT.iterdir() if file.name != "README.md"}
    assert found == told
    assert set(told) == {"uPlot.iife.min.js", "uPlot.min.css", "LICENSE"}


def test_its_version_and_licence_are_those_that_we_name() -> None:
    version = (UPLOT / "README.md").read_text("utf-8").splitlines()[0].removeprefix("# uPlot ")
    assert f"(v{version})" in asset("vendor/uplot/uPlot.iife.min.js")
    assert (UPLOT / "LICENSE").read_text("utf-8").startswith("The MIT License (MIT)")
