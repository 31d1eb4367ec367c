/** Every setting of the experiment, in groups; what does not apply is not there. */
import type { ReactNode } from "react";
import type { Experiment } from "../../experiment/experiment.ts";
import { usePlayground } from "../context.ts";
import { ChoiceControl } from "./ChoiceControl.tsx";
import { DataControl } from "./DataControl.tsx";
import { NetworksControl } from "./NetworksControl.tsx";
import { NumberControl } from "./NumberControl.tsx";
import { NumbersControl } from "./NumbersControl.tsx";
import { fieldOf } from "./presentation.ts";
import { OwnFile } from "./OwnFile.tsx";
import { Rates } from "./Rates.tsx";

const isWide = (): boolean => window.matchMedia("(min-width: 60rem)").matches;

export function Controls() {
  const { task, data, rows, cols, optimizer, networks, spectrum, stop } = usePlayground(
    (state) => state.experiment,
  );
  const hasDepthTwo = networks.includes("shallow") || networks.includes("burerMonteiro");
  return (
    <form className="controls" aria-label="Experiment" onSubmit={(event) => event.preventDefault()}>
      <Group title="Problem">
        <Control name="task" />
        <Control name="data" />
        {data === "file" && <OwnFile />}
        {data !== "airports" && data !== "file" && <Control name="rows" />}
        {data !== "file" && cols !== rows && <Control name="cols" />}
        <Control name="rank" />
        {data === "random" && <Control name="spectrum" />}
        {data === "random" && (spectrum === "linspace" || spectrum === "geometric") && (
          <Control name="smallest" />
        )}
        {data === "random" && spectrum === "list" && <Control name="sigmas" />}
        {task === "mc" && <Control name="observed" />}
        {task === "mc" && <Control name="mask" />}
        {task === "ms" && <Control name="measurements" />}
        <Control name="noise" />
      </Group>
      <Group title="Compression">
        <Control name="rHat" />
        {networks.includes("yaras") && <Control name="gamma" />}
        {networks.includes("kwon") && <Control name="alpha" />}
        {networks.includes("galore") && <Control name="galoreRank" />}
        {networks.includes("galore") && <Control name="galoreGap" />}
        {networks.includes("altmin") && <Control name="ridge" />}
      </Group>
      <Group title="Model">
        <Control name="networks" />
        <Control name="depth" />
        <Control name="width" />
        <Control name="epsilon" />
        {hasDepthTwo && <Control name="shallowEpsilon" />}
        <Control name="start" />
      </Group>
      <Group title="Training">
        <Control name="rateMode" />
        <Control name="rate" />
        <Control name="optimizer" />
        {(optimizer === "momentum" || optimizer === "adam") && <Control name="beta" />}
        <Control name="weightDecay" />
        <Control name="loss" />
        <Control name="steps" />
        <Control name="stop" />
        {/^(recovery|train)/.test(stop) && <Control name="stopError" />}
        {stop === "plateau" && <Control name="patience" />}
        <Control name="seconds" />
        <Control name="seed" />
        <Control name="seeds" />
      </Group>
    </form>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="group" open={isWide()}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <div className="fields">{children}</div>
    </details>
  );
}

function Control({ name }: { readonly name: keyof Experiment }) {
  const field = fieldOf(name);
  if (field.kind === "numbers") return <NumbersControl field={field} />;
  if (field.kind === "text") return null;
  if (!("options" in field))
    return <NumberControl field={field}>{name === "rate" && <Rates />}</NumberControl>;
  if (name === "data") return <DataControl field={field} />;
  if (field.kind === "choices") return <NetworksControl field={field} />;
  return <ChoiceControl field={field} />;
}
