def read_picture(path):
    """Reads a grey picture: a binary 8-bit PGM as values 0 ... 1, or a 2-D array in a .npy file unchanged."""
    if path.endswith(".npy"):
        return np.load(path).astype(float)
    with open(path, "rb") as file:
        content = file.read()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", content)
    if not header:
        sys.exit(f"{path} is not a binary 8-bit PGM (P5) without comments.")
    cols, rows = int(header[1]), int(header[2])
    pixels = np.frombuffer(content, np.uint8, rows * cols, header.end())
    return pixels.reshape(rows, cols) / 255


def target(seed):
    """The picture, averaged down to m x n."""
    picture = read_picture(data_path)
    if picture.shape == (m, n):
        return picture
    return box_weights(picture.shape[0], m) @ picture @ box_weights(picture.shape[1], n).T
