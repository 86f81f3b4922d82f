"""Writes the arrays that NumpySourceTest reads: every kind of element, byte order, order of axes and version of the format.

    python3 generate_numpy_arrays.py      (NumPy 2.4)
"""

import numpy as np

series = np.array(
    [
        [[0, 0], [0, 0], [1.5, -2], [3, 0]],
        [[0, 0], [4, 5], [0, 0], [6, 7]],
        [[8, 9], [10, 11], [12, 13], [14, 15]],
    ]
)
np.savez_compressed(
    "arrays.npz",
    series=series,
    series32=np.asfortranarray(series.astype(">f4")),
    half=np.array([1.5, -2, np.nan], "<f2"),
    whole=np.array([[0, 0, 7], [0, -5, 7], [1, 2, 3]], "<i4"),
    bytes1=np.array([-1, 0, 127], "i1"),
    short=np.array([-300, 0, 300], ">i2"),
    unsigned=np.array([0, 1, 2**64 - 1], "<u8"),
    unsigned1=np.array([0, 200, 255], "u1"),
    unsigned4=np.array([0, 1, 2**32 - 1], ">u4"),
    truth=np.array([True, False, True]),
    texts=np.array(["grün", "😀 b", ""]),
    ascii=np.array([b"up", b"down", b"up"]),
    symbols=np.array([["", "a", "b"], ["", "", "c"], ["d", "e", "f"]], ">U3"),
    lengths=np.array([2, 3, 4]),
    part=np.array(["training", "", "test"]),
    times=np.array([[0, 0, 1, 2], [0, 1, 4, 9], [0, 1, 2, 3]], "<f8"),
    steps=np.array([[9, 9, 0, 1], [9, 1, 1, 0], [0, 0, 0, 1]]),
    single=np.array(3.5),
    complex=np.array([1j, 2, 3]),
)
np.save("pickled.npy", np.array([[1], [1, 2]], dtype=object), allow_pickle=True)
with open("version2.npy", "wb") as file:
    np.lib.format.write_array(file, np.array([1.5, 2.5]), version=(2, 0))
