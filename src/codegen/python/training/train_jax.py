def train(name, problem, W, rate, eta):
    """Trains all factors at once; returns the errors of each step and the last end-to-end matrix."""
    problem = SimpleNamespace(**{key: jnp.asarray(value) for key, value in vars(problem).items()})
    W = [jnp.asarray(factor) for factor in W]
    P = PROJECTIONS
    state = [tuple(jnp.zeros_like(factor) for _ in range(moments)) for factor in W]

    def step(carry, t):
        W, state, P = carry
        G = jax.grad(lambda W: loss(problem, product(W)))(W)
        GALORE
        new = [
            update(W[l], G[l], state[l], rate[l], eta, t) if rate[l] > 0 else (W[l], state[l])
            for l in range(len(W))
        ]
        carry = [factor for factor, _ in new], [moment for _, moment in new], P
        return carry, jnp.stack(errors(problem, product(W)))

    run = jax.jit(lambda carry, ts: jax.lax.scan(step, carry, ts))
    carry = (W, state, P)
    history = []
    for t in range(0, steps, print_every):
        carry, several = run(carry, jnp.arange(t, min(steps, t + print_every)))
        history.extend(np.asarray(several))
        report(name, t, *history[t])
        if not np.isfinite(history[-1]).all():
            break
    f = product(carry[0])
    history.append(np.asarray(jnp.stack(errors(problem, f))))
    report(name, len(history) - 1, *history[-1])
    return np.array(history), np.asarray(f)
