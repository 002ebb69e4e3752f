"""How much memory a process holds that has read all labelled batches in nine languages: run it to see, in MB."""

import gc
import sys
from pathlib import Path

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.accuracy.batches import HERE, load_batch


def main() -> None:
    """Read everything once and print what the process holds then, in MB."""
    reader = Reader(find_watch("north-korea-in-russia").story)
    for folder in sorted(path for path in HERE.iterdir() if path.is_dir()):
        for one in load_batch(folder).articles:
            reader.read(one.article)
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    sys.stdout.write(f"{pages * 4096 / 1e6:.0f}\n")


if __name__ == "__main__":
    main()
