"""Writes a model in the layout of Keras 2's HDF5 files, and beside it what the model gives: see the scripts that use it."""

import json

import h5py


def save(name, version, config, stored, x, y):
    """The layers' configurations, their weights by layer as (path, values), an input and an output."""
    with h5py.File(name + ".h5", "w") as file:
        file.attrs["keras_version"] = version.encode()
        file.attrs["backend"] = b"tensorflow"
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": config}).encode()
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [layer.encode() for layer in stored]
        for layer, weights in stored.items():
            part = group.create_group(layer)
            part.attrs["weight_names"] = [path.encode() for path, _ in weights]
            for path, value in weights:
                part[path] = value
    with open(name + ".json", "w") as out:
        json.dump({"input": x.tolist(), "outputs": [y.reshape(-1).round(10).tolist()]}, out)
