"""The scripts of a page are asked for at once."""

import pytest

from webui.modules import STATIC, needed


@pytest.mark.parametrize("entry", ["alignment/page.js", "pivot/page.js", "import/import.js"])
def test_all_that_a_script_imports_is_found(entry):
    """Every one is a file, and what is imported by none of them is not among them."""
    found = needed(entry)
    assert found[0] == entry
    assert len(found) == len(set(found)) > 3
    assert all((STATIC / path).is_file() for path in found)
    assert "i18n.js" in found
