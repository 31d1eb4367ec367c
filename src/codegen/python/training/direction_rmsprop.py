def direction(G, state, t):
    """RMSprop, with 1e-12 in place of the usual 1e-8."""
    (second,) = state
    second = 0.99 * second + 0.01 * G * G
    return G / (np.sqrt(second) + 1e-12), (second,)
