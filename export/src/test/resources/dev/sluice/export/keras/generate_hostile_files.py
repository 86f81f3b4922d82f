"""Writes hostile/*.h5: files that lead elsewhere or claim more than they hold. Written with h5py 3.7.0.

    python3 generate_hostile_files.py
"""

import h5py
import numpy as np

ONE = np.ones(1, "float32")


def write(name, content):
    with h5py.File("hostile/" + name + ".h5", "w") as file:
        layers = file.create_group("layers")
        content(layers, layers.create_group("gru/cell/vars"))


def unwritten(layers, variables):
    variables.create_dataset("0", shape=(1 << 29,), dtype="float32")


def compressed(layers, variables):
    variables.create_dataset("0", shape=(1 << 29,), dtype="float32", chunks=(1 << 20,), compression="gzip")


def link(target):
    def content(layers, variables):
        variables["0"] = target

    return content


def in_itself(layers, variables):
    variables["again"] = layers


def whole_numbers(layers, variables):
    variables["0"] = np.ones((2, 3), "int8")


def one_place_twice(layers, variables):
    variables["0"] = np.ones(2000, "float32")
    for i in range(1, 20):
        variables[str(i)] = variables["0"]


write("external_link", link(h5py.ExternalLink("/etc/passwd", "/x")))
write("soft_link", link(h5py.SoftLink("/layers")))
write("group_in_itself", in_itself)
write("unwritten_2_gb", unwritten)
write("compressed_2_gb", compressed)
write("whole_numbers", whole_numbers)
write("one_place_twice", one_place_twice)
with h5py.File("hostile/strange.h5", "w") as strange:
    strange["numbers"] = ONE
