import { afterEach, describe, expect, it, vi } from "vitest";
import { groupDigitsBy } from "../../../src/store/format.ts";
import { chooseCatalogue, inEnglish, pieces, say, sentence, t } from "../../../src/store/text.ts";

afterEach(() => {
  chooseCatalogue({});
  groupDigitsBy(",");
});

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

  it("come as sentences that are said later, sentences within them too, and whole numbers in groups", () => {
    const rows = sentence("at most {most} rows", { most: 2048 });
    const refusal = sentence("{name}: {what}, not {given}.", { name: "a.csv", what: rows, given: 0.5 });
    expect(inEnglish(refusal)).toBe("a.csv: at most 2,048 rows, not 0.5.");
    chooseCatalogue({
      "{name}: {what}, not {given}.": "{name}: nicht {given}, {what}.",
      "at most {most} rows": "höchstens {most} Zeilen",
    });
    groupDigitsBy("\u202f");
    expect(say(refusal)).toBe("a.csv: nicht 0.5, höchstens 2\u202f048 Zeilen.");
    expect(inEnglish(refusal)).toBe("a.csv: at most 2,048 rows, not 0.5.");
  });
});
