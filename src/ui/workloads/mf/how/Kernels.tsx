/** Every kernel: what it computes, and its WGSL beside the float64 reference that tests compare it with. */

export function Kernels() {
  return KERNEL_SOURCES.map(({ name, file, summary, wgsl, reference, referenceFile }) => (
    <details className="kernel" key={name}>
      <summary>
        <code>{name}</code> <span className="note">{summary}</span>
      </summary>
      <div className="grid">
        <Source file={file} note="As the GPU runs it" text={wgsl} />
        <Source file={referenceFile} note="The reference, in 64-bit numbers" text={reference} />
      </div>
    </details>
  ));
}

function Source({
  file,
  note,
  text,
}: {
  readonly file: string;
  readonly note: string;
  readonly text: string;
}) {
  return (
    <figure>
      <figcaption className="note">
        <code>{file}</code> {note}
      </figcaption>
      {/* It scrolls, so it must be able to take the keyboard focus. */}
      <pre tabIndex={0} role="region" aria-label={file}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}

/** The source texts of the kernels, bundled from the files that are compiled and tested. */
const SHADERS = import.meta.glob<string>("/shaders/*/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const KERNELS = import.meta.glob<string>("/src/kernels/*/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

interface KernelSource {
  readonly name: string;
  /** The comment at the start of the shader: what it computes, and the shapes of its tensors. */
  readonly summary: string;
  readonly wgsl: string;
  readonly file: string;
  /** The file that holds the float64 reference, and its path. All matrix products, for example, share one. */
  readonly reference: string;
  readonly referenceFile: string;
}

const KERNEL_SOURCES: readonly KernelSource[] = Object.entries(SHADERS).map(([path, wgsl]) => {
  const [referencePath = "", reference = ""] =
    Object.entries(KERNELS).find(([, text]) => text.includes(`..${path}?raw`)) ?? [];
  return {
    name: path.slice(path.lastIndexOf("/") + 1, -".wgsl".length),
    summary: headOf(wgsl),
    file: path.slice(1),
    wgsl,
    reference,
    referenceFile: referencePath.slice(1),
  };
});

function headOf(wgsl: string): string {
  const lines = wgsl.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");
}
