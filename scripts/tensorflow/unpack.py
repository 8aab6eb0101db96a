"""Unpacks from a wheel what a binding needs: libraries, headers of the C interface, licences.

Usage: unpack.py WHEEL FOLDER LIBRARY...
Every file is compared with its sum in the wheel's own RECORD. Runs on Python 3.8 and later, without packages.
"""
import base64
import csv
import hashlib
import io
import os
import sys
import zipfile

HEADERS = (
    "tensorflow/include/tensorflow/c/",
    "tensorflow/include/tensorflow/core/platform/",
    "tensorflow/include/tsl/platform/",
    "tensorflow/include/xla/tsl/c/",
)
CHUNK = 1 << 22


def records(wheel):
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/RECORD"))
    rows = csv.reader(io.TextIOWrapper(wheel.open(name), "utf-8"))
    return {path: digest[len("sha256="):] for path, digest, _ in rows if digest.startswith("sha256=")}


def wanted(name, libraries):
    if name in ["tensorflow/" + library for library in libraries]:
        return True
    if os.path.basename(name).startswith(("LICENSE", "THIRD_PARTY")):
        return True
    return name.startswith(HEADERS) and name.endswith(".h")


def unpack(wheel, member, folder, digest):
    target = os.path.join(folder, member.filename)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    sum_so_far = hashlib.sha256()
    with wheel.open(member) as source, open(target, "wb") as out:
        for chunk in iter(lambda: source.read(CHUNK), b""):
            sum_so_far.update(chunk)
            out.write(chunk)
    found = base64.urlsafe_b64encode(sum_so_far.digest()).decode().rstrip("=")
    if found != digest:
        sys.exit(member.filename + " is not the file that the wheel's RECORD names")


def main(path, folder, *libraries):
    with zipfile.ZipFile(path) as wheel:
        sums = records(wheel)
        for library in libraries:
            if "tensorflow/" + library not in sums:
                sys.exit("the wheel holds no " + library)
        for member in wheel.infolist():
            name = member.filename
            if not name.endswith("/") and wanted(name, libraries):
                if ".." in name.split("/") or name.startswith("/"):
                    sys.exit(name + " would lie outside the folder")
                unpack(wheel, member, folder, sums.get(name))


main(*sys.argv[1:])
