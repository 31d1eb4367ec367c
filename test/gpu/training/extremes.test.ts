/** Extreme settings on the GPU: each run ends in its expected state, and only a target of zeros is refused. */
import { getGpu, HOST } from "#gpu-host";
import { afterAll, describe, expect, it } from "vitest";
import { asMatrixEvent, type MatrixEvent } from "../../hosts/matrix-events.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { isOscillating } from "../../../src/training/progress.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { EXTREMES } from "../../hosts/extremes.ts";

/** Numbers beyond the range of float32, which compilers may treat differently. */
const BEYOND = ["the largest ε", "rank 1, 10³⁰ times as large", "rank 1, 10³⁰ times as small"];
const NAMES =
  HOST === "browser"
    ? BEYOND
    : [
        ...BEYOND,
        "the largest η for all networks with a rate",
        "η just beyond the stability limit",
        "a target of zeros",
        "one observed entry",
        "an empty row and an empty column",
      ];
/** A network with a learning rate, its compression, and a network without a learning rate. */
const SHOWN = ["original", "thin", "altmin"];
const chosen = EXTREMES.filter(({ name }) => NAMES.includes(name)).map(({ experiment, ...extreme }) => ({
  ...extreme,
  experiment: { ...experiment, networks: experiment.networks.filter((id) => SHOWN.includes(id)) },
}));
const engine = new LocalEngine({ gpu: getGpu(), load: readBundled, anyAdapter: true });
const events: MatrixEvent[] = [];
engine.subscribe((event) => events.push(asMatrixEvent(event)));
afterAll(() => engine.dispose());

describe.each(chosen)("$name", ({ experiment, file, status, says, original }) => {
  it("ends in its named state", async () => {
    events.length = 0;
    if (file) await engine.provide(file);
    await engine.load(experiment, "webgpu");
    await engine.play();
    const of = <K extends MatrixEvent["kind"]>(kind: K) =>
      events.filter((event): event is Extract<MatrixEvent, { kind: K }> => event.kind === kind);
    const messages = of("error").map(({ message }) => message);
    expect(messages).toHaveLength(says ? 1 : 0);
    expect(messages.join()).toMatch(says ?? /^$/);
    expect(of("status").at(-1)?.status).toBe(status);
    const last = of("steps").flatMap(({ networks }) => networks.filter(({ id }) => id === "original"));
    const progress = last.at(-1)?.progress;
    expect(progress?.diverged ?? false).toBe(original === "diverges");
    expect(progress !== undefined && isOscillating(progress)).toBe(original === "oscillates");
    // A value that is not a number also has a colour, and every colour is opaque.
    for (const { networks } of of("views"))
      for (const { pictures } of networks)
        expect(pictures?.estimate.every((byte, i) => i % 4 !== 3 || byte === 255) ?? true).toBe(true);
  });
});

it("has every chosen case in the list", () => expect(chosen).toHaveLength(NAMES.length));
