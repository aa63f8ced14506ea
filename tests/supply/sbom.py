"""Writes docs/sbom.cdx.json, the bill of materials in CycloneDX's format: ``make sbom``.

It is made from the lock file of what is shipped, the cluster's packages marked as optional, with
the libraries that wheels bring along inside their packages. The same lock gives the same bytes: no
time, no machine, no registry's address is in it.
"""

import argparse
import json
import sys
import tomllib
import uuid
from typing import Any, Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tests.supply.bundled import BUNDLED
from tests.supply.licences import added_by_cluster, licence_of
from tests.supply.lock import CLUSTER, OURSELVES, ROOT, Package, locked

FILE: Final = ROOT / "docs/sbom.cdx.json"
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, OURSELVES)
_LICENCES: Final = LicenseFactory()


def bom() -> Bom:
    """Return the bill of materials as CycloneDX's own objects."""
    whole = Bom()
    root = _ourselves()
    whole.metadata.component = root
    optional = {package.name for package in added_by_cluster()}
    packages = locked(CLUSTER)
    parts = {package.purl: _part(package, is_optional=package.name in optional)
             for package in packages}  # fmt: skip
    for part in parts.values():
        whole.components.add(part)
    whole.register_dependency(root, [parts[p.purl] for p in packages if OURSELVES in p.wanted_by])
    for package in packages:
        wanted = [parts[other.purl] for other in packages if package.name in other.wanted_by]
        whole.register_dependency(parts[package.purl], wanted)
    return whole


def text() -> str:
    """Return the file's text."""
    told: dict[str, Any] = json.loads(JsonV1Dot6(bom()).output_as_string())
    del told["metadata"]["timestamp"]  # the lock file's own history tells when
    del told["serialNumber"]
    content = json.dumps(told, sort_keys=True)
    told["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, content)}"
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def _ourselves() -> Component:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Component(
        name=OURSELVES,
        version=project["version"],
        type=ComponentType.APPLICATION,
        description=project["description"],
        licenses=[_LICENCES.make_from_string(project["license"])],
        bom_ref=OURSELVES,
    )


def _part(package: Package, *, is_optional: bool) -> Component:
    marker = [Property(name="marker", value=package.marker)] if package.marker else []
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        scope=ComponentScope.OPTIONAL if is_optional else ComponentScope.REQUIRED,
        purl=PackageURL("pypi", name=package.name, version=package.version),
        licenses=[_LICENCES.make_from_string(licence_of(package))],
        properties=marker,
        bom_ref=package.purl,
        components=[
            Component(
                name=library.project,
                type=ComponentType.LIBRARY,
                licenses=[_LICENCES.make_from_string(library.licence)],
                bom_ref=f"{package.purl}#{library.project}",
            )
            for library in BUNDLED.get(package.name, ())
        ],
    )


def main() -> int:
    """Write the file, or with ``--check`` tell whether it is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when out of date")
    if not parser.parse_args().check:
        FILE.write_text(text(), encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != text():
        sys.stderr.write(f"{FILE.name} is out of date: make sbom\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
