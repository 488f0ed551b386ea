"""The run folder: everything one run made, complete or not there at all."""

from landbridge.runs.building import RunFolderExists, building
from landbridge.runs.folder import NotARunFolder, RunFolder

__all__ = ["NotARunFolder", "RunFolder", "RunFolderExists", "building"]
