/** Links of digits, fine-tuning and federated learning: they are short, strict, and restore their config. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeConfig, isLiveChange, type Codec } from "../../../src/experiment/codec.ts";
import { SEED } from "../../../src/experiment/base-fields.ts";
import { listFields, type Fields } from "../../../src/experiment/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { WORKLOAD_IDS, workloadIdOf } from "../../../src/experiment/link-keys.ts";
import type { RunConfig } from "../../../src/training/plan.ts";
import { codecFor } from "../../../src/workloads/codecs.ts";
import { FED_CODEC } from "../../../src/workloads/federated/config.ts";
import { FED_PRESETS } from "../../../src/workloads/federated/presets.ts";
import { LAB_CODEC, LAB_FIELDS, labConfig } from "../../../src/workloads/finetune/config.ts";
import { LAB_PRESETS } from "../../../src/workloads/finetune/presets.ts";
import { MLP_CODEC, mlpConfig } from "../../../src/workloads/digits/config.ts";
import { MLP_PRESETS } from "../../../src/workloads/digits/presets.ts";

const codecs = WORKLOAD_IDS.map(codecFor);

it("a link names its workload, and without a name it is of matrix factorization", () => {
  expect(MLP_CODEC.encode(mlpConfig())).toBe("v=2&id=mlp");
  expect(LAB_CODEC.encode(labConfig({ rank: 4 }))).toBe("v=2&id=finetune&r=4");
  expect(workloadIdOf("https://example.org/dmf/#v=2&id=mlp&w=64")).toBe("mlp");
  expect([workloadIdOf(""), workloadIdOf("#v=2&d=64"), workloadIdOf("id=mf&d=64")]).toEqual([
    "mf",
    "mf",
    "mf",
  ]);
  expect(MF_CODEC.decode("#v=2&id=mf&data=random&d=64").repairs).toEqual([]);
});

describe.each([
  ["mlp", MLP_CODEC, MLP_PRESETS],
  ["finetune", LAB_CODEC, LAB_PRESETS],
  ["federated", FED_CODEC, FED_PRESETS],
] as unknown as [string, Codec<RunConfig>, { id: string; fields: object }[]][])(
  "%s",
  (id, codec, presets) => {
    it.each(presets.map((preset) => [preset.id, preset.fields] as const))("round-trips %s", (_id, fields) => {
      const { config, repairs } = codec.repair(fields);
      expect(repairs).toEqual([]);
      expect(codec.decode(`https://example.org/#${codec.encode(config)}`)).toEqual({ config, repairs: [] });
    });

    it("has a key for each setting, and no key twice", () => {
      const keys = codec.fields.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of ["v", "lesson", "got"]) expect(keys).not.toContain(key);
    });

    it("reads a link and the repaired link alike", () => {
      const value = fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.constantFrom("-1", "1e9", "plain,dln", "lora"),
      );
      const pair = fc.tuple(fc.constantFrom(...codec.fields.map(({ key }) => key)), value);
      fc.assert(
        fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
          const link = `v=2&${pairs.map((one) => one.map(encodeURIComponent).join("=")).join("&")}`;
          const { config } = codec.decode(link);
          expect(config.id).toBe(id);
          expect(codec.decode(codec.encode(config))).toEqual({ config, repairs: [] });
        }),
      );
    });
  },
);

it("repairs are reported, and a strict reader is told the allowed values", () => {
  const refusals: string[] = [];
  const { config, repairs } = MLP_CODEC.decode("v=2&id=mlp&w=2&arms=plain,foo&nets=thin", (text) =>
    refusals.push(text),
  );
  expect(config).toMatchObject({ width: 4, arms: ["plain"] });
  expect(repairs).toHaveLength(3);
  expect(refusals.join(" ")).toMatch(/Width takes a whole number from 4 to .* not “2”/);
  expect(refusals.join(" ")).toMatch(/“nets” is not a setting/);
});

it("settings that were left at their defaults follow a change, those that were chosen stay", () => {
  const config = labConfig({ rank: 8 });
  const changed = changeConfig(LAB_CODEC.fields, config, { task: "sentiment" }).config;
  expect([config.steps, config.rateDeep, changed.steps, changed.rateDeep]).toEqual([200, 1e-2, 80, 1e-3]);
  const chosen = changeConfig(LAB_CODEC.fields, labConfig({ steps: 300 }), { task: "sentiment" }).config;
  expect(chosen.steps).toBe(300);
});

it("only live settings let a run go on", () => {
  const config = labConfig();
  expect(isLiveChange(LAB_CODEC.fields, config, { ...config, rate: 2e-2, rateDeep: 1e-2 })).toBe(true);
  expect(isLiveChange(LAB_CODEC.fields, config, { ...config, rank: 4 })).toBe(false);
  // The plan stores the head's rate as a multiple of its method's rate.
  expect(isLiveChange(LAB_CODEC.fields, config, { ...config, rateHead: 1e-2 })).toBe(false);
  expect(LAB_FIELDS.rate.isLive).toBe(true);
});

it("every workload can be told from its codec", () => {
  for (const codec of codecs) expect(workloadIdOf(codec.encode(codec.repair({}).config))).toBe(codec.id);
});

it("a missing or mistyped description of a setting does not compile", () => {
  interface Small {
    readonly steps: number;
    readonly rule: "none" | "plateau";
  }
  const none = (): "none" => "none";
  const rule = { key: "stop", label: "Stop", help: "", kind: "choice", fallback: none } as const;
  const steps = { ...SEED, help: "" };
  const described: Fields<Small> = { steps, rule: { ...rule, options: ["none", "plateau"] } };
  // @ts-expect-error -- `rule` is missing
  const missing: Fields<Small> = { steps };
  // @ts-expect-error -- a number is no choice
  const mistyped: Fields<Small> = { ...described, steps: described.rule };
  // @ts-expect-error -- the type has no such option
  const misnamed: Fields<Small> = { steps, rule: { ...rule, options: ["none", "later"] } };
  expect([missing, mistyped, misnamed].map((fields) => listFields(fields).length)).toEqual([1, 2, 2]);
});
