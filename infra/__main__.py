"""The whole system: what exists once, and what each acquired company adds to it.

pulumi up        reads Pulumi.<stack>.yaml and infra/acquisitions/*.yaml
"""

from __future__ import annotations

import sys
from pathlib import Path

import pulumi
import pulumi_gcp as gcp

ROOT = Path(pulumi.get_root_directory() or Path(__file__).resolve().parents[1])
sys.path.insert(0, str(ROOT))  # the product's own package: what exists is said there, once

from acquisition import Acquisition  # noqa: E402
from contracts import read_folder  # noqa: E402
from foundation import Foundation  # noqa: E402
from settings import read_settings  # noqa: E402

settings = read_settings(pulumi.get_stack())
companies = read_folder(ROOT / settings.acquisitions, settings.names, people=settings.people)

google = gcp.Provider(
    "google",
    project=settings.project,
    region=settings.region,
    default_labels=settings.names.labels(),
    add_pulumi_attribution_label=False,
)
everything = pulumi.ResourceOptions(providers=[google])

foundation = Foundation(settings, root=ROOT, opts=everything)
acquisitions = {
    company.contract.id: Acquisition(company, foundation, opts=everything) for company in companies
}

pulumi.export("landing", {id: one.landing.url for id, one in acquisitions.items()})
pulumi.export("writers", {id: one.writer.account.email for id, one in acquisitions.items()})
pulumi.export("functions", {name: one.url for name, one in foundation.functions.items()})
