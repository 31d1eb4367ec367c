import { describe, expect, it } from "vitest";
import { FIELDS } from "../../../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { PRESETS, presetExperiment } from "../../../../../src/workloads/mf/presets.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import links from "../../../experiment/links.json" with { type: "json" };

const standard = MF_CODEC.repair({}).config;

describe("the link codec", () => {
  it("opens the photograph for an empty link", () => {
    expect(MF_CODEC.decode("")).toEqual({ config: standard, repairs: [] });
    expect(standard).toMatchObject({
      data: "alpine",
      rows: 128,
      rHat: 20,
      epsilon: 0.1,
      rate: 0.75,
      gamma: 1,
    });
    expect(MF_CODEC.encode(standard)).toBe("v=2");
  });

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))("round-trips preset %s", (_id, preset) => {
    const experiment = presetExperiment(preset);
    const link = MF_CODEC.encode(experiment);
    expect(MF_CODEC.decode(`https://example.org/dmf/#${link}`)).toEqual({ config: experiment, repairs: [] });
    expect(link.length).toBeLessThan(300);
  });

  it("leaves out a default that another engine of JavaScript has rounded otherwise", () => {
    const { shallowEpsilon } = standard;
    expect(MF_CODEC.encode({ ...standard, shallowEpsilon: shallowEpsilon * (1 + 2e-16) })).toBe("v=2");
    expect(MF_CODEC.encode({ ...standard, shallowEpsilon: shallowEpsilon * (1 + 1e-9) })).toMatch(
      /^v=2&epss=/,
    );
  });

  // Links must keep their meaning: changing a default needs a new version. Fields newer than the file may be added to
  // an experiment.
  it.each(links)("gives the golden link $link its meaning", ({ link, experiment }) => {
    const decoded = MF_CODEC.decode(link);
    expect(decoded.config).toMatchObject(experiment);
    expect(decoded.repairs).toEqual([]);
    expect(MF_CODEC.decode(MF_CODEC.encode(decoded.config))).toEqual(decoded);
  });

  it("mends each bad value with a message and keeps the rest", () => {
    const { config, repairs } = MF_CODEC.decode(
      "#v=2&data=random&d=64&L=99&rhat=500&eps=zero&seed=3&x=%3Cb%3E&nets=thin,foo",
    );
    expect(config).toMatchObject({
      rows: 64,
      depth: 8,
      rHat: 32,
      epsilon: 0.39,
      seed: 3,
      networks: ["thin"],
    });
    expect(repairs).toHaveLength(5);
    expect(repairs.join(" ")).toContain("2r̂ directions must fit");
  });

  it.each([
    ["sigmas=1,,2", "sigmas", "“1,,2”"],
    ["sigmas=1,0.5,", "sigmas", "“1,0.5,”"],
    ["sigmas=,", "sigmas", "“,”"],
    ["sigmas=1, ,2", "sigmas", "“1, ,2”"],
    ["crop=0,0,,8", "crop", "“0,0,,8”"],
    ["eta=", "rate", "“”"],
    ["eta=%20", "rate", "“ ”"],
    ["seed=", "seed", "“”"],
    ["seed=one", "seed", "“one”"],
  ] as const)("takes neither an empty place nor a word for 0: %s", (part, name, named) => {
    const { config, repairs } = MF_CODEC.decode(`#v=2&data=random&${part}`);
    expect(config[name]).toEqual(MF_CODEC.decode("#v=2&data=random").config[name]);
    expect(repairs).toHaveLength(1);
    expect(repairs.join()).toContain(`${named} is not possible here`);
  });

  it.each(["v=3", "v=1", "v="])(
    "says that %s is another version, and reads the settings it knows",
    (version) => {
      const { config, repairs } = MF_CODEC.decode(`${version}&data=random&L=5&seed=4`);
      expect(repairs).toEqual([expect.stringContaining("made by another version")]);
      expect(config).toEqual(MF_CODEC.decode("v=2&data=random&L=5&seed=4").config);
    },
  );

  it("never throws and always gives a valid experiment", () => {
    const random = randomStream(1, "fuzz");
    const pool = [
      ...FIELDS.map(({ key }) => key),
      "v",
      "[object Object]",
      "function Object() { [native code] }",
      "",
      "%",
      "é",
    ];
    const values = [
      "",
      "NaN",
      "1e999",
      "-1",
      "0",
      "3.7",
      "mc",
      "airports",
      "original,yaras",
      "%E0%A4%A",
      "∞",
      "null",
      "[]",
    ];
    for (let i = 0; i < 2000; i++) {
      const parts = Array.from({ length: random.integer(12) }, () => {
        const value =
          random.uniform() < 0.3
            ? String(random.normal() * 10 ** random.integer(9))
            : values[random.integer(values.length)];
        return `${pool[random.integer(pool.length)]}=${value}`;
      });
      const { config } = MF_CODEC.decode(`#${parts.join("&")}`);
      expect(MF_CODEC.repair(config)).toEqual({ config, repairs: [] });
      expect(MF_CODEC.decode(MF_CODEC.encode(config))).toEqual({ config, repairs: [] });
    }
  });
});

describe("MF_CODEC.repair", () => {
  it.each([null, 7, "x", [], { networks: "original" }, { rows: "64" }, { __proto__: { rows: 3 } }])(
    "survives %j",
    (input) => {
      expect(MF_CODEC.repair(input).config.rows).toBe(128);
    },
  );

  it("mends what no longer fits after a change", () => {
    const { config, repairs } = MF_CODEC.repair({ ...standard, rows: 16, cols: 16, width: 16 });
    expect(config.rHat).toBe(8);
    expect(repairs).toHaveLength(1);
  });
});

it("names a tab that does not exist", () => {
  expect(MF_CODEC.decode("id=nonsense").repairs).toEqual([
    "No tab of this playground has the id “nonsense”; this is matrix factorization.",
  ]);
});

it.each(["rows=64", "__proto__=1", "epsilon=0.5"])("ignores %s, whose key belongs to no field", (text) => {
  const { config, repairs } = MF_CODEC.decode(`v=2&${text}`);
  expect(config).toEqual(MF_CODEC.decode("v=2").config);
  expect(repairs).toEqual([expect.stringContaining("is not a setting")]);
});
