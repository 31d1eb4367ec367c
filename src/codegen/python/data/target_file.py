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
