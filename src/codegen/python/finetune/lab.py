DOMAINS = ("yelp", "amazon", "imdb")


def read_sentences(domain):
    """Texts and their classes, without records that lack a text or a class, and without repetitions."""
    known = {}
    for record in json.loads((Path(fixtures) / f"{domain}.json").read_text(encoding="utf-8")):
        text = record["text"].strip()
        if record["class"] is not None and text:
            known.setdefault(text, record["class"])
    return list(known.items())


class Adapted(nn.Module):
    """W x + scale F_L ... F_1 x, or W (x + scale phi' psi x)."""

    def __init__(self, base, factors, scale, edits_input):
        super().__init__()
        self.base, self.scale, self.edits_input = base, scale, edits_input
        self.factors = nn.ParameterList(nn.Parameter(torch.from_numpy(np.ascontiguousarray(F)).float()) for F in factors)

    def forward(self, x):
        if self.edits_input:
            phi, psi = self.factors
            return self.base(x + self.scale * (x @ psi.T) @ phi)
        u = x
        for F in self.factors:
            u = u @ F.T
        return self.base(x) + self.scale * u


def uniform_rows(random, rows, cols):
    return (2 * random.uniforms(rows, cols) - 1) / math.sqrt(cols)


def factors_of(method, random, rows, cols):
    """The initial factors, F_1 first; for WeGeFT, phi and psi."""
    if method == "vanilla":
        return [np.zeros((rank, cols)), random.normals(rows, rank)]
    if method == "deep":
        return [1e-3 * haar(random, *shape) for shape in ((rank, cols), (rank, rank), (rows, rank))]
    A = uniform_rows(random, rank, cols)
    return [np.zeros((rank, cols)), A] if method == "wegeft" else [A, np.zeros((rows, rank))]


SCALES = {"rslora": alpha / math.sqrt(rank), "vanilla": 1.0, "deep": 1.0}


def adapt(model, method, seed):
    """Changes the model in place. Returns the trained parameters in groups, each with its learning rate."""
    if method == "head":
        return []
    groups = []
    for i in adapted_layers:
        for kind in ("q", "k", "v", "o", "f1", "f2"):
            layer = model.layers[i]
            base = getattr(layer, kind)
            if method == "full":
                groups.append({"params": [base.weight.requires_grad_()], "lr": rates[method]})
                continue
            random = Random(seed, f"adapter/{i}.{kind}")
            factors = factors_of(method, random, base.out_features, base.in_features)
            adapted = Adapted(base, factors, SCALES.get(method, alpha / rank), method == "wegeft")
            setattr(layer, kind, adapted)
            for l, F in enumerate(adapted.factors):
                groups.append({"params": [F], "lr": rates[method] * (plus if method == "loraPlus" and l == 1 else 1)})
    return groups


def padded(model, texts):
    tokens = [torch.tensor(model.tokenizer.encode(text)) for text in texts]
    mask = torch.arange(max(map(len, tokens))) < torch.tensor([len(one) for one in tokens])[:, None]
    return nn.utils.rnn.pad_sequence(tokens, batch_first=True), mask


def order_of(seed, count, size, t):
    """The mini-batch of update t."""
    passes = max(1, count // size)
    order = sample_without(Random(seed, f"order {t // passes}"), count, count)
    return order[t % passes * size :][:size]


@torch.no_grad()
def inputs_of(model, name, texts):
    """The inputs of a matrix of layer 1, one row for each token."""
    found = []
    hook = getattr(model.layers[1], name).register_forward_pre_hook(lambda _, inputs: found.append(inputs[0]))
    tokens, mask = padded(model, texts)
    model(tokens, mask)
    hook.remove()
    return found[0][mask].double().numpy()


def planted(seed):
    """Training and test texts, and the teacher."""
    model = UseLite(package)
    texts = list(dict.fromkeys(text for domain in DOMAINS for text, _ in read_sentences(domain)))
    texts = [text for text in texts if 4 <= len(model.tokenizer.encode(text)) <= 12]
    drawn = [texts[i] for i in sample_without(Random(seed, "sentences"), len(texts), 250 + samples)]
    fixed = [texts[i] for i in sample_without(Random(0, "plant/scale"), len(texts), 100)]
    teacher = UseLite(package)
    for kind in sites:
        W = getattr(model.layers[1], kind).weight.double().numpy()
        h, random = inputs_of(model, kind, fixed), Random(seed, f"plant/1.{kind}")
        U, V = (haar(random, side, plant_rank) for side in W.shape)
        sigma = (plant_rank - np.arange(plant_rank)) / plant_rank
        size = strength * np.linalg.norm(h @ W.T) / np.linalg.norm(h @ V * sigma)
        getattr(teacher.layers[1], kind).weight += torch.from_numpy(size * (U * sigma) @ V.T).float()
    return drawn[250:], drawn[:250], teacher


def split(seed, names, known):
    """Training and test texts with their classes."""
    taken, train, rest = [0] * len(names), [], []
    for i in sample_without(Random(seed, "sentences"), len(known), len(known)):
        label = known[i][1]
        chosen = taken[label] < min(samples, len(known) // 2 // len(names))
        taken[label] += chosen
        (train if chosen else rest).append(known[i])
    count = min(250, len(rest))
    return train, rest[: count if count < 25 else count // 25 * 25]


def train(method, seed, texts, classes, batch_loss):
    model = UseLite(package)
    groups = adapt(model, method, seed)
    if classes:
        model.H, model.b = (nn.Parameter(torch.zeros(*shape)) for shape in ((classes, WIDTH), (classes,)))
        groups.append({"params": [model.H, model.b], "lr": rate_head})
    full = [group["lr"] for group in groups]
    adam = torch.optim.Adam(groups, eps={"deep": 1e-6, "head": 1e-8, "full": 1e-8}.get(method, adam_epsilon))
    losses = []
    for t in range(steps):
        for group, rate in zip(adam.param_groups, full):
            group["lr"] = rate * share[t]
        chosen = order_of(seed, len(texts), min(batch, len(texts)), t)
        loss = batch_loss(model, model(*padded(model, [texts[i] for i in chosen])), chosen)
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
        if t % print_every == 0:
            print(f"seed {seed} {method:<10} step {t:>6} loss {losses[-1]:.6e}", flush=True)
    return model, losses


def logits_of(model, z):
    return z @ model.H.T * (math.sqrt(WIDTH) / 4) + model.b


def main():
    results, names = {}, []
    if task != "planted":
        names, known = read_labelled()
    for seed in seeds:
        if task == "planted":
            texts, tests, teacher = planted(seed)
            wanted, aim = teacher.embed(texts), teacher.embed(tests)
            before = (UseLite(package).embed(tests) - aim).square().sum()
            batch_loss = lambda _, z, chosen: (z - wanted[chosen]).square().sum(-1).mean()
            measure = lambda model: ((model.embed(tests) - aim).square().sum() / before).item()
            name = "relative test error"
        else:
            taught, tests = split(seed, names, known)
            texts, labels = [text for text, _ in taught], torch.tensor([label for _, label in taught])
            batch_loss = lambda model, z, chosen: nn.functional.cross_entropy(logits_of(model, z), labels[chosen])
            aim = torch.tensor([label for _, label in tests])
            measure = lambda model: (logits_of(model, model.embed([text for text, _ in tests])).argmax(-1) == aim).float().mean().item()
            name = "test accuracy"
        for method in methods:
            model, losses = train(method, seed, texts, len(names), batch_loss)
            value = measure(model)
            print(f"seed {seed} {method:<10} {name} {value:.6f}", flush=True)
            results[f"{seed}/{method}/loss"], results[f"{seed}/{method}/test"] = np.array(losses), value
    np.savez("experiment.npz", **results)
    print("Wrote experiment.npz: each method's loss at every step and its result on the test texts.")


if __name__ == "__main__":
    main()
