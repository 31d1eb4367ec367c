def qr(a):
    """Thin QR with a non-negative diagonal of R."""
    q, r = np.linalg.qr(a)
    sign = np.where(np.diag(r) < 0, -1.0, 1.0)
    return q * sign, sign[:, None] * r
