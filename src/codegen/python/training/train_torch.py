def train(name, problem, W, rate, eta):
    """Trains all factors at once; returns the errors of each step and the last end-to-end matrix."""
    as_tensor = lambda value: torch.as_tensor(value, dtype=torch.float64, device=device)
    problem = SimpleNamespace(**{key: as_tensor(value) for key, value in vars(problem).items()})
    W = [as_tensor(factor).requires_grad_() for factor in W]
    P = PROJECTIONS
    state = [tuple(torch.zeros_like(factor) for _ in range(moments)) for factor in W]
    history = []
    for t in range(steps + 1):
        f = product(W)
        history.append([error.item() for error in errors(problem, f.detach())])
        if t % print_every == 0 or t == steps:
            report(name, t, *history[-1])
        if t == steps or not np.isfinite(history[-1]).all():
            break
        G = torch.autograd.grad(loss(problem, f), W)
        GALORE
        with torch.no_grad():
            for l in range(len(W)):
                if rate[l] > 0:
                    W[l], state[l] = update(W[l], G[l], state[l], rate[l], eta, t)
                    W[l].requires_grad_()
    return np.array(history), f.detach().cpu().numpy()
