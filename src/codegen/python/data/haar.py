def haar(random, rows, cols):
    """A Haar-distributed matrix with orthonormal columns if rows >= cols, else orthonormal rows."""
    if rows < cols:
        return haar(random, cols, rows).T
    return qr(random.normals(rows, cols))[0]
