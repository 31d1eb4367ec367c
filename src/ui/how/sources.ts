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
  /** Path of the shader's file. */
  readonly file: string;
  readonly reference: string;
  /**
   * Path of the reference. Several kernels may share one: all matrix products are tested against
   * `matmul.ref.ts`.
   */
  readonly referenceFile: string;
}

export const KERNEL_SOURCES: readonly KernelSource[] = Object.entries(SHADERS).map(([path, wgsl]) => {
  const [folder, name] = path.slice("/shaders/".length, -".wgsl".length).split("/") as [string, string];
  const referenceFile = referenceOf(folder, `${name}.ts`);
  return {
    name,
    summary: headOf(wgsl),
    file: path.slice(1),
    wgsl,
    reference: KERNELS[`/${referenceFile}`] ?? "",
    referenceFile,
  };
});

/** Path of the reference that a kernel's file imports, directly or through another file. */
function referenceOf(folder: string, name: string): string {
  const text = KERNELS[`/src/kernels/${folder}/${name}`] ?? "";
  const imported = [...text.matchAll(/from "\.\/([\w.]+)"/g)].map(([, other = ""]) => other);
  const reference = imported.find((other) => other.endsWith(".ref.ts"));
  if (reference) return `src/kernels/${folder}/${reference}`;
  return imported.map((other) => referenceOf(folder, other)).find(Boolean) ?? "";
}

function headOf(wgsl: string): string {
  const lines = wgsl.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");
}
