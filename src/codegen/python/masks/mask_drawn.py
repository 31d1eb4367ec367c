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
