# The choices of observed entries.

# %% at_least_one
def at_least_one(M, K, random):
    """The mask M. If it is empty, one of the known entries K is added."""
    if not M.any():
        places = np.flatnonzero(K)
        M.flat[places[random.integer(len(places))]] = 1
    return M

# %% mask_block
def mask(seed, K):
    """All known entries K except those in a block with the target's proportions."""
    random = Random(seed, "mask")
    side = math.sqrt(1 - p)
    height, width_ = int(side * m + 0.5), int(side * n + 0.5)
    top = random.integer(m - height + 1)
    left = random.integer(n - width_ + 1)
    M = K.copy()
    M[top : top + height, left : left + width_] = 0
    return at_least_one(M, K, random)

# %% mask_drawn
def mask(seed, K):
    """The known entries K that the drawn mask shows: `drawn` holds run lengths of the changes from row to row of its grid."""
    size, code = drawn.split(".")
    rows, cols = map(int, size.split("x"))
    runs, run, place = [], 0, 1
    for byte in base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)):
        run, place = run + (byte & 127) * place, place * 128
        if byte < 128:
            runs.append(run)
            run, place = 0, 1
    changes = np.repeat(np.arange(len(runs)) % 2, runs)[: rows * cols]
    changes = np.pad(changes, (0, rows * cols - len(changes))).reshape(rows, cols)
    shown = (1 + np.cumsum(changes, axis=0)) % 2
    M = K * shown[np.arange(m) * rows // m][:, np.arange(n) * cols // n]
    return at_least_one(M, K, Random(seed, "mask"))

# %% mask_exact
def mask(seed, K):
    """Exactly floor(p |K|) of the known entries K, but at least one."""
    places = np.flatnonzero(K)
    M = np.zeros((m, n))
    M.flat[places[sample_without(Random(seed, "mask"), len(places), max(1, int(p * len(places))))]] = 1
    return M

# %% mask_rows
def mask(seed, K):
    """The same fraction of the known entries K in each row."""
    random = Random(seed, "mask")
    M = np.zeros((m, n))
    for row in range(m):
        places = np.flatnonzero(K[row])
        count = min(len(places), max(1, int(p * len(places) + 0.5)))
        M[row, places[sample_without(random, len(places), count)]] = 1
    return M

# %% mask_uniform
def mask(seed, K):
    """Each of the known entries K with probability p."""
    random = Random(seed, "mask")
    return at_least_one(K * (random.uniforms(m, n) < p), K, random)
