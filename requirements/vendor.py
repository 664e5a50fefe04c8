"""Copy the style sheet and the typeface that public pages use from npm into `static/vendor/`.

A developer step (`make vendor`): a machine that runs PrivacyHub needs no node. The manifest is both
the order and the receipt: it names package, version, licence and files, and gets each file's SHA-256.
`--check` compares the files with the receipt and asks nobody.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"


def fetch(package: dict[str, Any], folder: Path) -> None:
    """Pack one package with npm and copy the files the manifest asks for."""
    wanted = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        for file in package["files"]:
            source = archive.extractfile(f"package/{file['from']}")
            if source is None:
                raise SystemExit(f"{wanted} has no file {file['from']}: correct {MANIFEST.name}")
            (VENDOR / file["to"]).write_bytes(source.read())


def digest(file: dict[str, str]) -> str:
    """Give the SHA-256 of a vendored file, in hexadecimal."""
    return hashlib.sha256((VENDOR / file["to"]).read_bytes()).hexdigest()


def vendor(manifest: dict[str, Any]) -> None:
    """Fetch every package and write each file's digest into the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        for package in manifest["packages"]:
            fetch(package, Path(folder))
            for file in package["files"]:
                file["sha256"] = digest(file)
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n")


def changed(manifest: dict[str, Any]) -> list[str]:
    """List the vendored files that are not what the manifest says."""
    files = [file for package in manifest["packages"] for file in package["files"]]
    return [file["to"] for file in files if digest(file) != file.get("sha256")]


def main() -> None:
    """Vendor, or with `--check` only compare."""
    manifest = json.loads(MANIFEST.read_text())
    if "--check" not in sys.argv:
        vendor(manifest)
    if wrong := changed(manifest):
        raise SystemExit(f"changed by hand: {', '.join(wrong)}. Run `make vendor`, or restore them.")


if __name__ == "__main__":
    main()
