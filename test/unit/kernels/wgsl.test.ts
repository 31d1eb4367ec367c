/**
 * Compares every spec with its WGSL: the same parameters, bindings and constants, in the same order, with the
 * same types.
 */
import { describe, expect, test } from "vitest";
import { HYPER_FIELDS, HYPER_LENGTH } from "../../../src/kernels/optim/hyper.ts";
import type { Kernel } from "../../../src/kernels/kernel.ts";
import { KERNELS } from "../../hosts/kernels.ts";

const shaders = import.meta.glob("../../../shaders/*/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const files = Object.entries(shaders).map(([path, wgsl]) => ({
  name: /([^/]+)\.wgsl$/.exec(path)?.[1] ?? path,
  wgsl,
}));

/** The fields of `struct <name>`, in order. Undefined if there is no such struct. */
function fieldsOf(wgsl: string, name: string): { name: string; type: string }[] | undefined {
  const body = new RegExp(`struct ${name} \\{([^}]*)\\}`).exec(wgsl)?.[1];
  const fields = body?.matchAll(/(\w+)\s*:\s*(\w+)/g);
  return fields && [...fields].map(([, field = "", type = ""]) => ({ name: field, type }));
}

/** `@group(0) @binding(i) var<space> name` lines, by binding. */
function bindingsOf(wgsl: string): { index: number; name: string; access: string }[] {
  const lines = wgsl.matchAll(/@group\(0\) @binding\((\d+)\) var<([\w, ]+)> (\w+)\s*:/g);
  return [...lines].map(([, index, space = "", name = ""]) => ({
    index: Number(index),
    name,
    access: space === "uniform" ? "uniform" : (/storage, (\w+)/.exec(space)?.[1] ?? space),
  }));
}

/** `override NAME: type = value;`, booleans as 0 and 1. */
function overridesOf(wgsl: string): Record<string, number> {
  const lines = wgsl.matchAll(/^override (\w+): (?:bool|u32|f32) = ([^;]+);/gm);
  return Object.fromEntries(
    [...lines].map(([, name, value = ""]) => [
      name,
      value === "true" ? 1 : value === "false" ? 0 : Number(value),
    ]),
  );
}

test("every shader has a kernel of its name, and every kernel a shader", () => {
  expect(files.length).toBeGreaterThanOrEqual(10);
  expect(files.map(({ name }) => name).toSorted()).toEqual([...KERNELS.keys()].toSorted());
});

describe.each(files)("$name", ({ name, wgsl }) => {
  const kernel = KERNELS.get(name) as Kernel;

  test("the spec has this file's text", () => {
    expect(kernel.name).toBe(name);
    expect(kernel.wgsl).toBe(wgsl);
  });

  test("params, scalars only", () => {
    expect(fieldsOf(wgsl, "Params")).toEqual(kernel.params);
    expect(kernel.params.every(({ type }) => type === "u32" || type === "f32")).toBe(true);
  });

  test("bindings", () => {
    const declared = wgsl.match(/@binding/g);
    const bindings = [{ name: "params", access: "uniform" }, ...kernel.bindings];
    expect(bindingsOf(wgsl)).toEqual(bindings.map((binding, index) => ({ index, ...binding })));
    expect(declared).toHaveLength(bindings.length);
  });

  test("constants", () => {
    expect(overridesOf(wgsl)).toEqual(kernel.constants);
    expect(wgsl.match(/^override/gm)).toHaveLength(Object.keys(kernel.constants).length);
  });

  test("the Hyper uniform is the same everywhere", () => {
    const usesHyper = kernel.bindings.some((binding) => binding.name === "hyper");
    const wanted = HYPER_FIELDS.map((field) => ({ name: field, type: "f32" }));
    expect(fieldsOf(wgsl, "Hyper")).toEqual(usesHyper ? wanted : undefined);
  });

  test("reads like the others: a header comment, one entry point, at most 135 lines", () => {
    const header = wgsl.split("\n").findIndex((line) => !line.startsWith("//"));
    expect(header).toBeGreaterThanOrEqual(1);
    expect(header).toBeLessThanOrEqual(6);
    expect(wgsl.match(/@compute/g)).toHaveLength(1);
    expect(wgsl).toContain("fn main(");
    expect(wgsl.split("\n").length).toBeLessThanOrEqual(136);
  });
});

test("the uniform buffer is a whole number of vec4s and holds the struct", () => {
  expect(HYPER_LENGTH % 4).toBe(0);
  expect(HYPER_LENGTH).toBeGreaterThanOrEqual(HYPER_FIELDS.length);
});
