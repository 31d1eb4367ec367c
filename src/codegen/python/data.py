# The data of matrix factorization: targets, noise and what is held out.

# %% haar
def haar(random, rows, cols):
    """A Haar-distributed matrix with orthonormal columns if rows >= cols, else orthonormal rows."""
    if rows < cols:
        return haar(random, cols, rows).T
    return qr(random.normals(rows, cols))[0]

# %% hold_out
def hold_out(seed, M):
    """Holds out a fraction v of the mask's entries for validation. Returns the mask without them, and their own mask."""
    places = np.flatnonzero(M)
    count = min(len(places) - 1, max(1, int(v * len(places) + 0.5)))
    V = np.zeros_like(M)
    V.flat[places[sample_without(Random(seed, "validation"), len(places), count)]] = 1
    return M - V, V

# %% noisy
def noisy(clean, seed):
    """Adds Gaussian noise, relative to the root mean square of the values."""
    deviation = noise * np.linalg.norm(clean) / math.sqrt(clean.size)
    return clean + deviation * Random(seed, "noise").normals(*clean.shape)

# %% sample
def sample_without(random, size, count):
    """`count` different integers from 0 ... size - 1 (Fisher-Yates)."""
    order = list(range(size))
    for i in range(count):
        j = i + random.integer(size - i)
        order[i], order[j] = order[j], order[i]
    return order[:count]

# %% stripes
def stripes(random, length, count):
    """Orthonormal columns: as many as the bands allow are mirrored stripe patterns, the others are random."""
    half = (length + 1) // 2
    room = max(1, half // 4)
    striped = min(count, room - 1)
    patterns = random.normals(length, count)
    bands = min(room, max(7, 2 * striped))
    spare = half - 4 * bands
    cuts = sorted(int(random.uniform() * (spare + 1)) for _ in range(bands - 1))
    ends = [cut + 4 * (i + 1) for i, cut in enumerate(cuts)]
    band = [sum(i >= end for end in ends) for i in range(half)]
    for j in range(striped):
        heights = [2 * random.uniform() - 1 for _ in range(band[-1] + 1)]
        column = np.array([heights[band[min(i, length - 1 - i)]] for i in range(length)])
        patterns[:, j] = column - column.mean()
    return qr(patterns)[0]

# %% target_airports
def target(seed):
    """Squared straight-line distances between airports on the unit sphere. The matrix has rank 4."""
    if data_path.endswith(".npy"):
        return np.load(data_path).astype(float)
    with open(data_path, encoding="utf-8") as file:
        airports = json.load(file)["airports"]
    latitude, longitude = np.radians(np.array([row[-2:] for row in airports], dtype=float)).T
    x = np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])
    return ((x[:, :, None] - x[:, None, :]) ** 2).sum(axis=0)

# %% target_file
def number(cell):
    """The value of a cell; NaN if it is empty or says that the value is missing."""
    return math.nan if re.fullmatch(r"(|na|n/a|nan|null|none|\?|-|\.)", cell.strip(), re.I) else float(cell)


def read_matrix(path):
    """Reads a 2-D array in NumPy's format, or a table of comma-separated numbers; NaN where a value is missing."""
    with open(path, "rb") as file:
        content = file.read()
    try:
        if content.startswith(b"\x93NUMPY"):
            matrix = np.load(io.BytesIO(content)).astype(float)
        else:
            table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            matrix = np.array([[number(cell) for cell in row] for row in table if row])
    except (ValueError, csv.Error) as error:
        sys.exit(f"{path} is neither a 2-D .npy nor a CSV of comma-separated numbers without names: {error}.")
    if matrix.ndim != 2 or max(matrix.shape) > 8192 or np.isinf(matrix).any():
        sys.exit(f"{path} is not a matrix of finite numbers with at most 8192 rows and columns.")
    return matrix


def target(seed):
    """The chosen part of the file, averaged down to m x n; NaN where no value is known."""
    matrix = read_matrix(data_path)
    if matrix.shape == (m, n):
        return matrix
    top, left, height, width = crop or (0, 0, *matrix.shape)
    part = matrix[top : top + height, left : left + width]
    if part.shape != (height, width) or height < m or width < n:
        sys.exit(f"{data_path} has {matrix.shape[0]} x {matrix.shape[1]} values, so it does not contain the chosen part.")
    average = lambda values: box_weights(height, m) @ values @ box_weights(width, n).T
    known = ~np.isnan(part)
    shares = average(known.astype(float))
    shares[shares <= 1e-9] = np.nan
    return average(np.where(known, part, 0)) / shares

# %% target_gaussian
def target(seed):
    """The best rank-r approximation of a Gaussian matrix, as in the papers' code."""
    U, S, Vt = np.linalg.svd(Random(seed, "target").normals(m, n), full_matrices=False)
    return (U[:, :r] * S[:r]) @ Vt[:r]

# %% target_noise
def target(seed):
    """Independent uniform entries: a matrix that does not have low rank."""
    return Random(seed, "target").uniforms(m, n)

# %% target_photo
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

# %% target_spectrum
def target(seed):
    """Phi = U diag(sigma) V^T with Haar U and V."""
    random = Random(seed, "target")
    U = haar(random, m, r)
    V = haar(random, n, r)
    return (U * sigma) @ V.T

# %% target_stripes
def target(seed):
    """Phi = U diag(sigma) V^T with striped U and V: a woven cloth."""
    random = Random(seed, "target")
    U = stripes(random, m, r)
    V = stripes(random, n, r)
    return (U * sigma) @ V.T
