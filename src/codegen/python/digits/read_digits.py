def read_digits():
    """Inputs and labels of the 8,000 digits for training and of the 2,000 test digits, the same for every seed."""
    with gzip.open(data_path) as file:
        data = np.frombuffer(file.read(), np.uint8)
    labels, pixels = data[:10000].astype(int), data[10000:].reshape(10000, 28, 28).astype(float)
    if side == 14:
        pixels = pixels.reshape(10000, 14, 2, 14, 2).mean(axis=(2, 4))
    # The playground keeps pixels in single precision.
    inputs = (pixels.reshape(10000, -1).astype(np.float32) / np.float32(255)).astype(float)
    order = sample_without(Random(0, "digits/split"), 10000, 10000)
    test, train = order[:2000], order[2000:]
    return inputs[train], labels[train], inputs[test], labels[test]


def sample_order(seed, stream, steps):
    """The samples of each mini-batch. Every epoch has a new order, and a mini-batch may reach into the next epoch."""
    subset = sample_without(Random(seed, "subset"), 8000, samples)
    epochs = -(-steps * batch // samples)
    order = [
        subset[place]
        for epoch in range(epochs)
        for place in sample_without(Random(seed, f"{stream}/{epoch}"), samples, samples)
    ]
    return np.array(order[: steps * batch]).reshape(steps, batch)
