/** Short functions that declare a kernel's fields and read its numbers. */
import { invariant } from "../core/errors.ts";
import type { Field, Numbers } from "./kernel.ts";

export function u32(...names: readonly string[]): Field[] {
  return names.map((name) => ({ name, type: "u32" }));
}

export function f32(...names: readonly string[]): Field[] {
  return names.map((name) => ({ name, type: "f32" }));
}

export function numberOf(numbers: Numbers, name: string): number {
  const value = numbers[name];
  invariant(value !== undefined, `${name} is given`);
  return value;
}
