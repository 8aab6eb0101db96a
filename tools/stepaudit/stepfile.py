"""Reads the file of a step: safetensors, single precision."""

import json
import struct
from dataclasses import dataclass

import numpy as np

from .problem import Problem

FORMAT = "gan-workbench-step"


@dataclass
class StepFile:
    name: str
    recipe: dict
    metadata: dict
    step: int
    """Steps at which what counts its own steps began, where that is not 0."""
    clocks: dict
    tensors: dict

    def under(self, prefix: str) -> dict:
        """The tensors whose names begin so, by the rest of their names, in double precision."""
        return {
            name[len(prefix) :]: values.astype(np.float64)
            for name, values in self.tensors.items()
            if name.startswith(prefix)
        }

    def steps_since(self, clock: str) -> int:
        """The step's number since a clock began: not with the first step where the run went on from another."""
        return self.step - self.clocks.get(clock, 0)

    def read(self, name: str) -> np.ndarray:
        """One tensor in double precision. Raises Problem where it is not there."""
        if name not in self.tensors:
            raise Problem(f"the tensor “{name}” is missing")
        return self.tensors[name].astype(np.float64)


def _read_tensors(data: bytes) -> tuple[dict, dict]:
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    body = data[8 + length :]
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        if entry["dtype"] != "F32" or end > len(body):
            raise Problem(f"the tensor “{name}” is cut short, or not of type F32")
        tensors[name] = np.frombuffer(body[begin:end], dtype="<f4").reshape(entry["shape"])
    return tensors, metadata


def read_step_file(name: str) -> StepFile:
    """Reads a file that `ganbench audit` wrote. Raises Problem for anything else."""
    try:
        with open(name, "rb") as file:
            tensors, metadata = _read_tensors(file.read())
    except OSError as error:
        raise Problem(f"it can’t be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise Problem("it is not a safetensors file") from error
    if metadata.get("format") != FORMAT:
        raise Problem("it is not the file of a step; ganbench audit writes them")
    recipe = json.loads(metadata["recipe"])
    clocks = json.loads(metadata.get("clocks", "{}"))
    step = int(metadata["step"])
    return StepFile(name=name, recipe=recipe, metadata=metadata, step=step, clocks=clocks, tensors=tensors)
