"""Every law of the house about files and names holds."""

import pytest

from tests.house.laws import LAWS, Law
from tests.house.tree import ROOT, Tree

TREE = Tree(ROOT)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_its_law(law: Law) -> None:
    assert law(TREE) == []
