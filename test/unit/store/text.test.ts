import { afterEach, describe, expect, it, vi } from "vitest";
import { chooseCatalogue, pieces, t } from "../../../src/store/text.ts";

afterEach(() => chooseCatalogue({}));

describe("words of the interface", () => {
  it("are English where a catalogue has no others", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    chooseCatalogue({ Play: "Start" });
    expect(t("Play")).toBe("Start");
    expect(t("Pause")).toBe("Pause");
    expect(t("Pause")).toBe("Pause");
    expect(warn.mock.calls).toEqual([["Not translated: Pause"]]);
  });

  it("put values in place, in the order of the language, and leave unknown names alone", () => {
    chooseCatalogue({ "step {step} of {last}": "von {last} Schritten {step}" });
    expect(t("step {step} of {last}", { step: 3, last: 10 })).toBe("von 10 Schritten 3");
    expect(t("{what} is {missing}", { what: "it" })).toBe("it is {missing}");
  });

  it("come in pieces where elements go between them", () => {
    chooseCatalogue({ "See {paper}.": "Dazu {paper}: lesen." });
    expect(pieces("See {paper}.")).toEqual(["Dazu ", "paper", ": lesen."]);
  });
});
