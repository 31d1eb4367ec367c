def projection(G):
    """GaLore's projector: the top singular vectors of a gradient on its shorter side."""
    U, _, Vt = np.linalg.svd(G, full_matrices=False)
    return Vt[:galore_rank] if G.shape[0] >= G.shape[1] else U[:, :galore_rank]


def project(G, P):
    return (G @ P.T) @ P if G.shape[0] >= G.shape[1] else P @ (P.T @ G)
