/** The texts of the kernels, as they are compiled and as they are tested: bundled from the files themselves. */
const SHADERS = import.meta.glob<string>("/shaders/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const KERNELS = import.meta.glob<string>("/src/kernels/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

export interface KernelSource {
  readonly name: string;
  /** The comment at the head of the shader: what it computes, and the shapes of its tensors. */
  readonly summary: string;
  readonly wgsl: string;
  readonly reference: string;
  /** Several kernels may share one: all matrix products are tested against `matmul.ref.ts`. */
  readonly referenceFile: string;
}

export const KERNEL_SOURCES: readonly KernelSource[] = Object.entries(SHADERS).map(([path, wgsl]) => {
  const name = path.slice("/shaders/".length, -".wgsl".length);
  const referenceFile = referenceOf(`${name}.ts`);
  return {
    name,
    summary: headOf(wgsl),
    wgsl,
    reference: KERNELS[`/src/kernels/${referenceFile}`] ?? "",
    referenceFile,
  };
});

/** The reference that a kernel's file imports, itself or through another file. */
function referenceOf(file: string): string {
  const text = KERNELS[`/src/kernels/${file}`] ?? "";
  const imported = [...text.matchAll(/from "\.\/([\w.]+)"/g)].map(([, name = ""]) => name);
  return imported.find((name) => name.endsWith(".ref.ts")) ?? imported.map(referenceOf).find(Boolean) ?? "";
}

function headOf(wgsl: string): string {
  const lines = wgsl.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");
}
