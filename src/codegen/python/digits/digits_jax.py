def loss_and_accuracy(weights, layers, x, labels):
    for (W, b), layer in zip(weights, layers):
        x = layer["gain"] * (x @ W.T)
        if b is not None:
            x = x + b
        if layer["relu"]:
            x = jax.nn.relu(x)
    loss = -jnp.mean(jax.nn.log_softmax(x)[jnp.arange(len(labels)), labels])
    return loss, jnp.mean(x.argmax(axis=1) == labels)


def train(name, layers, etas, inputs, labels, order):
    """Updates all layers in place; returns the loss and the accuracy of each mini-batch before its update."""
    inputs, labels, order, etas = (jnp.asarray(values) for values in (inputs, labels, order, etas))
    weights = [(jnp.asarray(layer["W"]), None if layer["b"] is None else jnp.asarray(layer["b"])) for layer in layers]
    zeros = lambda value: None if value is None else tuple(jnp.zeros_like(value) for _ in range(moments))
    state = [(zeros(W), zeros(b)) for W, b in weights]

    @jax.jit
    def step(weights, state, t):
        x, y = inputs[order[t]], labels[order[t]]
        (loss, accuracy), G = jax.value_and_grad(loss_and_accuracy, has_aux=True)(weights, layers, x, y)
        new, moved = [], []
        for l, layer in enumerate(layers):
            pairs = [
                (value, moment)
                if value is None or rate == 0
                else update(value, gradient, moment, rate, etas[t], t)
                for value, gradient, moment, rate in zip(weights[l], G[l], state[l], (layer["rate"], 1.0))
            ]
            new.append(tuple(value for value, _ in pairs))
            moved.append(tuple(moment for _, moment in pairs))
        return new, moved, loss, accuracy

    history = []
    for t in range(len(order)):
        weights, state, loss, accuracy = step(weights, state, t)
        history.append((float(loss), float(accuracy)))
        if t % print_every == 0:
            print(f"{name:<16} step {t:>7}   loss {history[-1][0]:.6e}   accuracy {history[-1][1]:.4f}", flush=True)
    for layer, (W, b) in zip(layers, weights):
        layer["W"], layer["b"] = np.asarray(W), None if b is None else np.asarray(b)
    return np.array(history)
