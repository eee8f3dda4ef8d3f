"""Every law of the house about files and names holds."""

import pytest
from django.apps import apps

from config.doors import PUBLIC_DOORS
from tests.house.addresses import addresses
from tests.house.laws import LAWS, Law
from tests.house.tables import TABLES, written
from tests.house.tree import ROOT, Tree

TREE = Tree(ROOT)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_its_law(law: Law) -> None:
    assert law(TREE) == []


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_the_docs_says_what_the_program_says(name: str) -> None:
    """`python -m tests.house.tables` writes them anew."""
    assert written(TREE, name) == TABLES[name](TREE)


def test_foreign_keys_point_down() -> None:
    floors = [
        ["desk"],
        ["watch", "evidence", "care", "cases", "hotline", "sites", "training", "gatherings"],
        ["shifts", "alerts", "library"],
        ["people"],
        ["places"],
        ["channels"],
        ["vault"],
        ["journal"],
        ["work"],
    ]
    level = {package: place for place, packages in enumerate(floors) for package in packages}
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in level
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if _leaves_upward(level, model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert upward == []


def _leaves_upward(level: dict[str, int], own: str, other: str) -> bool:
    return own != other and level.get(other, -1) <= level[own]


def test_the_cellar_holds_no_key_to_a_person() -> None:
    cellar = {"channels", "vault", "journal", "work"}
    keys = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in cellar
        for field in model._meta.get_fields()
        if field.is_relation and getattr(field.related_model, "_meta", model._meta).app_label not in cellar
    ]
    assert keys == []


def test_every_public_door_is_a_view_that_exists() -> None:
    assert {one.name for one in addresses()} >= PUBLIC_DOORS
