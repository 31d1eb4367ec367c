/** Every kernel: what it computes, and its WGSL beside the float64 reference that tests compare it with. */

export function Kernels() {
  return Object.entries(SHADERS).map(([path, wgsl]) => {
    // The file that holds the float64 reference. All matrix products, for example, share one.
    const [referencePath = "", reference = ""] =
      Object.entries(KERNELS).find(([, text]) => text.includes(`..${path}?raw`)) ?? [];
    return (
      <details className="kernel" key={path}>
        <summary>
          <code>{path.slice(path.lastIndexOf("/") + 1, -".wgsl".length)}</code>{" "}
          <span className="note">{headOf(wgsl)}</span>
        </summary>
        <div className="grid">
          <Source path={path} note="As the GPU runs it" text={wgsl} />
          <Source path={referencePath} note="The reference, in 64-bit numbers" text={reference} />
        </div>
      </details>
    );
  });
}

function Source({ path, note, text }: Readonly<Record<"path" | "note" | "text", string>>) {
  const file = path.slice(1);
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

/** The comment at the start of a shader: what it computes, and the shapes of its tensors. */
function headOf(wgsl: string): string {
  const lines = wgsl.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");
}
