"""What all tests share: `--snapshot-update` writes golden files anew instead of comparing with them."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    """Add the option."""
    parser.addoption("--snapshot-update", action="store_true", help="write tests/golden anew; look at the diff after")


@pytest.fixture
def golden(request):
    """Return a function that holds bytes against a file of tests/golden."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--snapshot-update"):
            GOLDEN.mkdir(exist_ok=True)
            path.write_bytes(data)
        assert data.decode() == path.read_bytes().decode(), f"run pytest --snapshot-update if {name} should change"

    return compare
