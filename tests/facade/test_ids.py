"""Every method checks the ids that it is given before anything is sent; signatures say which methods take ids."""

from __future__ import annotations

import inspect
import re

import pytest

from tests.facade.calling import call_on, given, id_parameters, method_of, silent
from tests.facade.refusals import is_one_clear_line
from tests.facade.test_public_surface import methods_of
from twelvelabs_client import InvalidInputError, TwelveLabs
from twelvelabs_client.core.settings import VERSIONS, ApiVersion

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

CASES = [
    pytest.param(version, name, parameter.name, id=f"{version}-{name}-{parameter.name}")
    for version in VERSIONS
    for name, method in methods_of(TwelveLabs, version).items()
    for parameter in id_parameters(method)
]


def test_the_methods_that_take_ids_are_found() -> None:
    found = {case.values[1] for case in CASES}

    assert found >= {"client.upload", "indexes.get", "search.query", "entities.add_assets", "transfers.import_videos"}
    assert len(CASES) > 130


@pytest.mark.parametrize("identifier", ["", "../indexes"])
@pytest.mark.parametrize(("version", "name", "parameter"), CASES)
def test_every_method_checks_its_ids(version: ApiVersion, name: str, parameter: str, identifier: str) -> None:
    wrong = {parameter: given(inspect.signature(method_of(silent(version), name)).parameters[parameter], identifier)}

    with pytest.raises(InvalidInputError) as refusal:
        call_on(silent(version), name, wrong)

    assert re.match(r"[\w\[\]. ]+: ", str(refusal.value))
    assert is_one_clear_line(refusal.value)
    assert "the id is empty" in str(refusal.value) or "../indexes" in str(refusal.value)
