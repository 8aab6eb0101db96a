#!/usr/bin/env python3
"""Times a GAN's training step in PyTorch and JAX, for ganbench bench --peers.

Answers one line of JSON with one: first {"framework", "threads", "case"}, which trains one step, then
{"way", "seconds"} any number of times. A step draws a batch and noise, takes one Adam step of D on real and fake and one
of G through the new D, on the same noise, and reads both losses. Needs the package torch, or jax, and no other.
"""

import importlib
import json
import os
import resource
import sys
import time

FRAMEWORKS = {"torch": "torchpeer", "torch-channels-last": "torchpeer", "jax": "jaxpeer"}


def resident_bytes() -> int:
    """The most memory this process has had resident; Linux counts in kilobytes, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def begin(question: dict):
    """Makes the networks and does the first step."""
    threads = question["threads"]
    # Read by the libraries when they are imported.
    os.environ["OMP_NUM_THREADS"] = str(threads)
    if question["framework"] == "jax":
        os.environ["JAX_PLATFORMS"] = "cpu"
        os.environ["NPROC"] = str(threads)
        os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
    module = importlib.import_module(f"peers.{FRAMEWORKS[question['framework']]}")
    started = time.perf_counter()
    peer = module.Peer(question["case"], threads, question["framework"])
    peer.one()
    return peer, {"version": peer.version, "preparing": (time.perf_counter() - started) * 1e3}


def measure(peer, way: str, seconds: float) -> dict:
    """Trains for about so many seconds, one call at least."""
    call, steps_per_call = (peer.many, peer.steps_per_call) if way == "many" else (peer.one, 1)
    if way == "many":
        # Compiled for so many steps when it is first called.
        peer.prepare_many()
    steps = 0
    started = time.perf_counter()
    while True:
        call()
        steps += steps_per_call
        took = time.perf_counter() - started
        if took >= seconds:
            break
    return {
        "steps": steps,
        "stepsPerCall": steps_per_call,
        "took": took * 1e3,
        "residentBytes": resident_bytes(),
    }


def main() -> None:
    peer = None
    for line in sys.stdin:
        question = json.loads(line)
        try:
            if peer is None:
                peer, answer = begin(question)
            else:
                answer = measure(peer, question["way"], question["seconds"])
        except ModuleNotFoundError as error:
            answer = {"problem": f"Python has no package {error.name}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
