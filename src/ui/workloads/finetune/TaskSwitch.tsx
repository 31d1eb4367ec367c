/**
 * A switch that reverses the ranking of the methods: a change planted in one matrix or in all six, or labels instead of
 * a teacher.
 */
import { labPreset } from "../../../store/kinds/finetune.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import { useActions, usePlayground } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";
import { RatesButton } from "../../sweep/RatesButton.tsx";
import { OpenTexts } from "./OpenTexts.tsx";

const OPTIONS = [
  { id: "sentiment-yelp", name: "Labels", title: "No teacher: tell positive from negative reviews" },
  {
    id: "plant-one",
    name: "1 change",
    title: "Imitate a teacher with a change planted in one matrix; 16 sentences",
  },
  {
    id: "plant-all",
    name: "All six",
    title: "Imitate a teacher with changes planted in all six matrices of layer 1; 64 sentences",
  },
  { id: "pairs", name: "Pairs", title: "How similar are two sentences? A stand-in for the STS benchmark" },
];

/** This option is there as long as it is chosen. The button beside the switch chooses it. */
const OWN = { id: "own", name: "Your texts", title: "Learn from a file of your own" };

export function TaskSwitch() {
  const chosen = usePlayground(({ config }) => {
    const { task, sites, file } = config as unknown as LabConfig;
    if (task === "pairs") return file === "" ? "pairs" : OWN.id;
    if (task === "file") return OWN.id;
    if (task !== "planted") return "sentiment-yelp";
    return { 1: "plant-one", 6: "plant-all" }[sites.length] ?? "";
  });
  const { choosePreset, givenFile } = useActions();
  const name = usePlayground(() => givenFile()?.name);
  const isOwn = chosen === OWN.id;
  return (
    <>
      <SwitchDial
        label="Task"
        note={isOwn ? name : undefined}
        help={
          <>
            <span>
              The teacher is the same encoder with a planted change: an update of known rank that we add to
              one matrix of its layer 1, or to all six. The methods learn to give the teacher’s embeddings.
              They are not told which matrices changed.
            </span>
            <span>
              “Labels” has no teacher. There the methods learn to tell positive from negative reviews.
            </span>
            <span>
              “Pairs” learns how similar two sentences are. Its scores come from a teacher, as a stand-in for
              the STS benchmark. Open a file to train on real scores.
            </span>
          </>
        }
        options={isOwn ? [...OPTIONS, OWN] : OPTIONS}
        chosen={chosen}
        onChoose={(id) => {
          if (id !== OWN.id) choosePreset({ id, title: "", about: "", fields: labPreset(id) });
        }}
      />
      <div className="dial own-data">
        <OpenTexts>{isOwn ? "Use another file…" : "Use your own data…"}</OpenTexts>
        <RatesButton />
      </div>
    </>
  );
}
