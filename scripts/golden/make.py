"""Golden trajectories q01 ... of test/golden/trajectories, in float64, as plainly as possible.

    python3 scripts/golden/make.py test/golden/trajectories

Shares no code with the playground: NumPy's own random numbers, SVD, QR and least squares; every gradient is written out as
G_l = (W_K ... W_{l+1})^T D (W_{l-1} ... W_1)^T. Each file holds the setting, the initial matrices and the results.
"""
import json
import sys
from functools import reduce
from pathlib import Path

import numpy as np

STEPS = [0, 1, 2, 5, 10, 50, 200]
rng = np.random.default_rng(20240601)


def orthogonal(rows, cols):
    tall = np.linalg.qr(rng.standard_normal((max(rows, cols), min(rows, cols))))[0]
    return tall if rows >= cols else tall.T


def draw(kind, rows, cols):
    if kind == "orthogonal":
        return orthogonal(rows, cols)
    if kind == "gaussian":
        return rng.standard_normal((rows, cols)) / np.sqrt(max(rows, cols))
    return rng.uniform(-1, 1, (rows, cols)) * np.sqrt(3 / max(rows, cols))


def start(kind, m, n, depth, width, eps):
    sizes = [n] + [width] * (depth - 1) + [m]
    return [eps * draw(kind, sizes[l + 1], sizes[l]) for l in range(depth)]


def product(factors, size):
    """factors[-1] ... factors[0], the identity if there are none."""
    return reduce(lambda done, factor: factor @ done, factors, np.eye(size))


def problem(kind, m, n, r, share=1.0, measurements=0, convention="normalised", noise=0.0, sigma_one=1.0):
    sigma = sigma_one * np.linspace(1, 0.5, r) if r > 1 else np.array([sigma_one])
    target = orthogonal(m, r) @ np.diag(sigma) @ orthogonal(n, r).T
    target = target + noise * rng.standard_normal((m, n)) * np.linalg.norm(target) / np.sqrt(m * n)
    mask = A = y = None
    seen = m * n
    if kind == "completion":
        seen = int(share * m * n)
        mask = np.zeros(m * n)
        mask[rng.permutation(m * n)[:seen]] = 1
        mask = mask.reshape(m, n)
    if kind == "sensing":
        A = rng.standard_normal((measurements, m * n))
        A /= measurements if convention == "kwonMean" else np.sqrt(measurements)
        y = A @ target.reshape(-1)
    scale = {"normalised": m * n / seen, "lawMean": 1 / (m * n), "kwonMean": 1 / seen, "sum": 1.0}[convention]
    if kind == "sensing":
        scale = 1.0
    return dict(kind=kind, m=m, n=n, r=r, target=target, mask=mask, A=A, y=y, convention=convention, loss_scale=scale)


def residual(p, f):
    """The residual that the loss squares, and D = dloss/df."""
    if p["kind"] == "sensing":
        e = p["A"] @ f.reshape(-1) - p["y"]
        return e, p["loss_scale"] * (p["A"].T @ e).reshape(f.shape)
    e = (f - p["target"]) * (1 if p["mask"] is None else p["mask"])
    return e, p["loss_scale"] * e


def gradients(p, W):
    f = product(W, p["n"])
    D = residual(p, f)[1]
    G = []
    for l in range(len(W)):
        after = product(W[l + 1 :], W[l].shape[0])
        before = product(W[:l], p["n"])
        G.append(after.T @ D @ before.T)
    return G


def least_squares(p, W, t, ridge):
    """Alternating minimization: at even t the rows of U = W_2, at odd t the columns of V^T = W_1, by stacked least squares."""
    Vt, U = W[0].copy(), W[1].copy()
    m, n, k = p["m"], p["n"], U.shape[1]
    mask = np.ones((m, n)) if p["mask"] is None else p["mask"]
    root = np.sqrt(ridge) * np.eye(k)
    if t % 2 == 0:
        for i in range(m):
            at = mask[i] == 1
            left, right = np.vstack([Vt[:, at].T, root]), np.concatenate([p["target"][i, at], np.zeros(k)])
            U[i] = np.linalg.lstsq(left, right, rcond=None)[0]
    else:
        for j in range(n):
            at = mask[:, j] == 1
            left, right = np.vstack([U[at], root]), np.concatenate([p["target"][at, j], np.zeros(k)])
            Vt[:, j] = np.linalg.lstsq(left, right, rcond=None)[0]
    return [Vt, U]


def projector(G, rank):
    U, _, Vt = np.linalg.svd(G, full_matrices=False)
    return ("right", Vt[:rank]) if G.shape[0] >= G.shape[1] else ("left", U[:, :rank])


def trajectory(p, net, opt):
    W = [w.copy() for w in net["factors"]]
    v = [np.zeros_like(w) for w in W]
    second = [np.zeros_like(w) for w in W]
    P = []
    outputs = []
    unit = residual(p, np.zeros((p["m"], p["n"])))[0]
    for t in range(STEPS[-1] + 1):
        f = product(W, p["n"])
        G = gradients(p, W)
        if t in STEPS:
            e = residual(p, f)[0]
            outputs.append(
                dict(
                    step=t,
                    loss=0.5 * p["loss_scale"] * np.sum(e**2),
                    rel_masked=np.sum(e**2) / np.sum(unit**2),
                    rel_err=np.linalg.norm(f - p["target"]) / np.linalg.norm(p["target"]),
                    e2e=f,
                    singular_values=[np.linalg.svd(w, compute_uv=False) for w in W],
                    grad_norms=[np.linalg.norm(g) if s else 0.0 for g, s in zip(G, net["rates"])],
                )
            )
        if opt["kind"] == "altmin":
            W = least_squares(p, W, t, opt["ridge"])
            continue
        if opt["kind"] == "galore":
            if t % opt["galore"]["update_proj_gap"] == 0:
                P = [projector(g, opt["galore"]["rank"]) for g in G]
            G = [g @ q.T @ q if side == "right" else q @ (q.T @ g) for g, (side, q) in zip(G, P)]
        new = []
        for l, (w, g, s) in enumerate(zip(W, G, net["rates"])):
            step = g
            if opt["kind"] == "momentum":
                v[l] = g + opt["momentum_beta"] * v[l]
                step = v[l]
            if opt["kind"] == "rmsprop":
                b, eps = opt["rmsprop"]["b2"], opt["rmsprop"]["eps"]
                second[l] = b * second[l] + (1 - b) * g**2
                step = g / (np.sqrt(second[l]) + eps)
            if opt["kind"] == "adam":
                b1, b2, eps = (opt["adam"][key] for key in ("b1", "b2", "eps"))
                v[l] = b1 * v[l] + (1 - b1) * g
                second[l] = b2 * second[l] + (1 - b2) * g**2
                step = v[l] / (1 - b1 ** (t + 1)) / (np.sqrt(second[l] / (1 - b2 ** (t + 1))) + eps)
            new.append(w - opt["eta"] * s * step - opt["eta"] * opt["weight_decay"] * w if s else w)
        W = new
    return outputs


def dln(p, kind, depth, width, eps, name="dln"):
    W = start(kind, p["m"], p["n"], depth, width, eps)
    return dict(kind=name, eps=eps, start=kind, factors=W, rates=[1.0] * depth)


def bases(W, D, rhat, eps):
    """X_1 = orth[A_1 Q, (A_L ... A_2)^T P], X_{l+1} = A_{l+1} X_l with A_l = W_l / eps."""
    A = [w / eps for w in W]
    P, _, Qt = np.linalg.svd(D)
    backward = product(A[1:], A[0].shape[0]).T @ P[:, :rhat]
    X = [np.linalg.qr(np.hstack([A[0] @ Qt[:rhat].T, backward]))[0]]
    for a in A[1:-1]:
        X.append(a @ X[-1])
    return X


def compressed(p, which, depth, width, eps, rhat, gamma=0.0):
    wide = start("orthogonal", p["m"], p["n"], depth, width, eps)
    X = bases(wide, residual(p, product(wide, p["n"]))[1], rhat, eps)
    first, last = X[0].T @ wide[0], wide[-1] @ X[-1]
    inner = [eps * np.eye(2 * rhat) for _ in range(depth - 2)]
    common = dict(eps=eps, wide_W0=wide, rhat=rhat, gamma=gamma)
    if which == "thin":
        return dict(kind="hidden_projection", factors=[first, *inner, last], rates=[1.0] * depth, **common)
    qv, rv = np.linalg.qr(first.T)
    qu, ru = np.linalg.qr(last)
    factors = [qv.T, rv.T, *inner, ru, qu]
    return dict(kind="compressed_yaras", factors=factors, rates=[gamma] + [1.0] * depth + [gamma], **common)


def kwon(p, depth, k, eps, alpha):
    if p["kind"] == "sensing":
        surrogate = (p["y"] @ p["A"]).reshape(p["m"], p["n"]) / len(p["y"])
    elif p["kind"] == "completion":
        surrogate = p["mask"] * p["target"] / p["mask"].mean()
    else:
        surrogate = p["target"]
    U, _, Vt = np.linalg.svd(surrogate)
    factors = [eps * Vt[:k], *[eps * np.eye(k) for _ in range(depth - 2)], eps * U[:, :k]]
    return dict(kind="compressed_kwon", eps=eps, rhat=k, alpha=alpha, factors=factors, rates=[alpha] + [1.0] * (depth - 2) + [alpha])


def altmin(p, k):
    seen = p["target"] if p["mask"] is None else p["mask"] * p["target"] / p["mask"].mean()
    Vt = np.linalg.svd(seen)[2][:k]
    return dict(kind="altmin", eps=1.0, rhat=k, factors=[Vt, np.zeros((p["m"], k))], rates=[0.0, 0.0])


def gd(eta, **more):
    return dict(kind="gd", eta=eta, weight_decay=0.0, momentum_beta=None, adam=None, galore=None) | more


def cases():
    p = problem("completion", 10, 8, 2, share=0.6)
    yield "q01_thin_mc_10x8_L3", p, compressed(p, "thin", 3, 10, 0.4, 3), gd(0.2)
    p = problem("factorization", 8, 12, 2)
    yield "q02_narrow_mf_8x12_L5_uniform", p, dln(p, "uniform", 5, 4, 0.7, "narrow"), gd(0.1)
    p = problem("completion", 9, 11, 2, share=0.7)
    yield "q03_shallow_mc_9x11_gaussian", p, dln(p, "gaussian", 2, 11, 0.05, "shallow"), gd(0.03)
    p = problem("factorization", 12, 7, 2)
    yield "q04_burer_monteiro_mf_12x7", p, dln(p, "orthogonal", 2, 3, 0.05, "burer_monteiro"), gd(0.02)
    p = problem("factorization", 9, 12, 2)
    yield "q05_kwon_mf_9x12_L4_a05", p, kwon(p, 4, 2, 0.3, 0.5), gd(0.05)
    p = problem("sensing", 7, 6, 1, measurements=50, convention="kwonMean")
    yield "q06_kwon_ms_7x6_L3_a3_kwonmean", p, kwon(p, 3, 2, 0.3, 3.0), gd(2.0)
    p = problem("completion", 10, 10, 2, share=0.6)
    opt = gd(0.0005, kind="rmsprop", rmsprop=dict(b2=0.99, eps=1e-12))
    yield "q07_rmsprop_mc_d10_L3", p, dln(p, "orthogonal", 3, 10, 0.3), opt
    p = problem("completion", 12, 9, 2, share=0.7, noise=0.3)
    yield "q08_altmin_mc_12x9", p, altmin(p, 3), gd(0.0, kind="altmin", ridge=0.02)
    p = problem("factorization", 8, 10, 2, noise=0.3)
    yield "q09_altmin_mf_8x10", p, altmin(p, 3), gd(0.0, kind="altmin", ridge=0.01)
    p = problem("completion", 10, 10, 2, share=0.5, convention="lawMean", sigma_one=6.0)
    yield "q10_lawmean_mc_d10_L3_gaussian", p, dln(p, "gaussian", 3, 10, 0.5), gd(0.8)
    p = problem("completion", 10, 10, 2, share=0.5, convention="kwonMean", sigma_one=4.0)
    yield "q11_kwonmean_mc_d10_L2_uniform", p, dln(p, "uniform", 2, 10, 0.3), gd(0.5)
    p = problem("completion", 9, 10, 2, share=0.5, convention="sum", sigma_one=2.0)
    yield "q12_sum_mc_9x10_L3", p, dln(p, "orthogonal", 3, 12, 0.3), gd(0.04)
    p = problem("completion", 11, 9, 2, share=0.7)
    opt = gd(0.02, kind="momentum", momentum_beta=0.8, weight_decay=0.01)
    yield "q13_yaras_mc_11x9_L3_g2_momentum", p, compressed(p, "yaras", 3, 14, 0.3, 3, 2.0), opt
    p = problem("completion", 8, 11, 2, share=0.7)
    opt = gd(0.03, kind="galore", galore=dict(rank=2, update_proj_gap=25, scale=1.0))
    yield "q14_galore_mc_8x11_L2", p, dln(p, "orthogonal", 2, 11, 0.1), opt
    p = problem("factorization", 6, 6, 1)
    opt = gd(0.1, kind="adam", adam=dict(b1=0.9, b2=0.999, eps=1e-8))
    yield "q15_adam_mf_d6_L2", p, dln(p, "orthogonal", 2, 6, 0.3), opt


def plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


folder = Path(sys.argv[1])
for name, p, net, opt in cases():
    outputs = trajectory(p, net, opt)
    print(name, *(f"{output['rel_masked']:.3g}" for output in outputs))
    network = {key: value for key, value in net.items() if key not in ("factors", "rates")}
    network["layers"] = [dict(W0=factor) for factor in net["factors"]]
    network["lr_scales"] = net["rates"]
    case = dict(name=name, problem=p, network=network, optimizer=opt, steps=STEPS, outputs=outputs)
    (folder / f"{name}.json").write_text(json.dumps(plain(case), separators=(",", ":")))
