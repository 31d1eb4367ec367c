"""Predicts the classes of texts with the adapter in this folder:

    python predict.py "A sentence." "Another sentence."

Expects the encoder's weights in the folder package/dist beside this file. The README says how to get them.
"""
import json
import sys
from functools import lru_cache
from pathlib import Path

from use_lite import UseLite, load_adapter

FOLDER = Path(__file__).resolve().parent


@lru_cache
def opened(package):
    """The names of the classes, and the encoder with this adapter."""
    labels = json.loads((FOLDER / "adapter_config.json").read_text(encoding="utf-8"))["id2label"]
    names = [labels[str(k)] for k in range(len(labels))]
    return names, load_adapter(UseLite(package, len(names)), FOLDER)


def predict(texts, package=FOLDER / "package/dist"):
    """For each text, the probability of each class by the class's name. The most probable class comes first."""
    names, model = opened(package)
    probabilities = model.embed(texts).double().softmax(-1).tolist()
    return [dict(sorted(zip(names, each), key=lambda pair: -pair[1])) for each in probabilities]


if __name__ == "__main__":
    for text, found in zip(sys.argv[1:], predict(sys.argv[1:])):
        print(text, *(f"{name}: {probability:.3f}" for name, probability in found.items()), sep="\t")
