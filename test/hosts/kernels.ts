/** All kernels by name, as their files export them. */
import type { Kernel } from "../../src/kernels/kernel.ts";

const files = import.meta.glob<Readonly<Record<string, unknown>>>("../../src/kernels/**/*.ts", {
  eager: true,
});

const isKernel = (value: unknown): value is Kernel =>
  typeof value === "object" && value !== null && "wgsl" in value;

export const KERNELS: ReadonlyMap<string, Kernel> = new Map(
  Object.values(files)
    .flatMap((exported) => Object.values(exported))
    .filter(isKernel)
    .map((kernel) => [kernel.name, kernel]),
);

export function kernelOf(name: string): Kernel {
  const kernel = KERNELS.get(name);
  if (!kernel) throw new Error(`There is no kernel ${name}.`);
  return kernel;
}
