def direction(G, state, t):
    """Adam, with 1e-12 in place of the usual 1e-8: gradients start at 1e-9 or less."""
    first, second = state
    first = beta * first + (1 - beta) * G
    second = 0.999 * second + 0.001 * G * G
    return first / (1 - beta ** (t + 1)) / (np.sqrt(second / (1 - 0.999 ** (t + 1))) + 1e-12), (first, second)
