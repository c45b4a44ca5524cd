"""Says what is wrong with the RO-Crate in a folder, a line a fault; by the Python of `.venv-crate`, which has the validator."""

import json
import sys
from pathlib import Path

import rocrate
from rocrate_validator import services
from rocrate_validator.models import Severity
from rocrate_validator.utils import document_loader

#: Checks that fetch the context from the network: it is read from the package `rocrate` instead.
OF_THE_NETWORK = {"ro-crate-1.1_3.1", "ro-crate-1.1_3.2"}

context = json.loads((Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text(encoding="utf-8"))[
    "@context"
]
read = document_loader._original_source_to_json
document_loader._original_source_to_json = lambda source, *more: (
    ({"@context": context}, None) if str(source).startswith("https:") else read(source, *more)
)
found = services.validate(
    services.ValidationSettings(
        rocrate_uri=sys.argv[1], profile_identifier="process-run-crate-0.5", requirement_severity=Severity.REQUIRED
    )
)
for issue in found.get_issues():
    if issue.check.identifier not in OF_THE_NETWORK:
        sys.stdout.write(f"{issue.check.identifier}: {issue.message}\n")
