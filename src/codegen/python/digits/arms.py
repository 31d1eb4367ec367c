def dense(W, relu):
    """A layer h = gain W x + b, followed by a ReLU if `relu` is true."""
    return dict(W=W, b=np.zeros(len(W)), relu=relu, rate=1.0, gain=1.0)


def layers_of(start, factors, rates):
    """The plain network with a block of these factors, inserted or in place of the second weight. Without factors, the plain network."""
    first, second, last = [dense(W, relu) for W, relu in zip(start["plain"], [True, True, False])]
    block = [dict(W=W, b=None, relu=relu_inside, rate=rate, gain=1.0) for W, rate in zip(factors, rates)]
    if not block:
        return [first, second, last]
    if placement == "insert":
        block[-1]["relu"] = False
        return [first, second, *block, last]
    block[-1].update(b=np.zeros(width), relu=True, gain=math.sqrt(2))
    return [first, *block, last]


def start_of(seed, inputs, classes):
    normal = lambda stream, rows, cols, variance: Random(seed, stream).normals(rows, cols) * math.sqrt(variance / cols)
    plain = [
        normal("init/hidden1", width, inputs.shape[1], 2),
        normal("init/hidden2", width, width, 2),
        normal("init/output", classes, width, 1),
    ]
    random = Random(seed, "init/block")
    return dict(plain=plain, block=[s * haar(random, width, width) for _ in range(L)])


def directions(seed, start, inputs, labels):
    """Top singular directions of -dLoss/d(product of the block) at initialization, over up to 2,000 samples, without ReLUs inside the block."""
    subset = subset_of(seed, len(inputs))[:2000]
    x, y = inputs[subset], labels[subset]
    W1, W2, W3 = start["plain"]
    A = start["block"][0]
    for factor in start["block"][1:]:
        A = factor @ A
    h1 = np.maximum(0, x @ W1.T)
    below = np.maximum(0, h1 @ W2.T) if placement == "insert" else h1
    above = below @ A.T if placement == "insert" else np.maximum(0, math.sqrt(2) * below @ A.T)
    _, dlogits = cross_entropy(above @ W3.T, y)
    d = dlogits @ W3
    if placement == "replace":
        d = math.sqrt(2) * d * (above > 0)
    P, sigma, Qt = np.linalg.svd(-d.T @ below)
    found = int(np.sum(sigma[:r_hat] >= 1e-10 * sigma[0]))
    random = Random(seed, "init/directions")
    return [filled(basis[:, :found], random) for basis in (P, Qt.T)]


def filled(basis, random):
    """The basis, with random orthogonal directions added if it has fewer than r_hat columns."""
    found = basis.shape[1]
    if found == r_hat:
        return basis
    rest = haar(random, width, r_hat - found)
    return np.hstack([basis, qr(np.hstack([basis, rest]))[0][:, found:]])


def compressed(P, Q):
    """C-DLN: s Q^T, s I, ..., s P."""
    return [s * Q.T, *[s * np.eye(r_hat)] * (L - 2), s * P]


def thin(block, P, Q):
    """The block projected to the spans of [A_l ... A_1 Q, (A_L ... A_{l+1})^T P], half of the directions from each side."""
    P, Q = P[:, : r_hat // 2], Q[:, : r_hat // 2]
    X = []
    for l in range(1, L):
        forward, backward = Q, P
        for factor in block[:l]:
            forward = factor @ forward
        for factor in reversed(block[l:]):
            backward = factor.T @ backward
        X.append(qr(np.hstack([forward, backward]))[0])
    left = [*(basis.T for basis in X), np.eye(width)]
    right = [np.eye(width), *X]
    return [left[l] @ block[l] @ right[l] for l in range(L)]


def cross_entropy(logits, labels):
    """The mean loss and its gradient."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    total = np.exp(shifted).sum(axis=1)
    rows = np.arange(len(labels))
    gradient = np.exp(shifted) / total[:, None]
    gradient[rows, labels] -= 1
    return np.mean(np.log(total) - shifted[rows, labels]), gradient / len(labels)


def forward(layers, x):
    """The inputs, then the outputs of all layers."""
    h = [x]
    for layer in layers:
        y = layer["gain"] * (h[-1] @ layer["W"].T)
        if layer["b"] is not None:
            y = y + layer["b"]
        h.append(np.maximum(0, y) if layer["relu"] else y)
    return h
