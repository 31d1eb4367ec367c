/** All settings of the experiment, in groups. Settings that do not apply are left out. */
import type { ReactNode } from "react";
import type { Experiment } from "../../experiment/experiment.ts";
import { usePlayground } from "../parts/context.ts";
import { matchesMedia } from "../parts/use-media.ts";
import { ChoiceControl } from "./ChoiceControl.tsx";
import { DataControl } from "../workloads/mf/controls/DataControl.tsx";
import { MaskControl } from "../workloads/mf/controls/MaskControl.tsx";
import { NetworksControl } from "./NetworksControl.tsx";
import { NumberControl } from "./NumberControl.tsx";
import { NumbersControl } from "./NumbersControl.tsx";
import { groupsOf } from "../workloads/mf/controls/groups.ts";
import { fieldOf } from "./presentation.ts";
import { UserFile } from "../workloads/mf/controls/UserFile.tsx";
import { Rates } from "../workloads/mf/controls/Rates.tsx";

const isWide = (): boolean => matchesMedia("(min-width: 60rem)");

/** `without` leaves out fields that have a control elsewhere. */
export function Controls({ without = [] }: { readonly without?: readonly (keyof Experiment)[] }) {
  const experiment = usePlayground((state) => state.config);
  return (
    <form className="controls" aria-label="Experiment" onSubmit={(event) => event.preventDefault()}>
      {groupsOf(experiment).map(({ title, names }, i) => (
        <Group key={title} title={title} isOpen={i === 0 || isWide()}>
          {names
            // Explains here what the rate means for each network, even if the rate itself is set elsewhere.
            .filter((name) => name === "rate" || !without.includes(name))
            .map((name) => {
              if (name === "file") return <UserFile key={name} />;
              if (without.includes(name)) return <Rates key={name} />;
              return <Control key={name} name={name} />;
            })}
        </Group>
      ))}
    </form>
  );
}

interface GroupProps {
  readonly title: string;
  /** Whether the group is open at first. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

function Group({ title, isOpen, children }: GroupProps) {
  return (
    <details className="group" open={isOpen}>
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
  if (name === "mask") return <MaskControl field={field} />;
  if (field.kind === "choices") return <NetworksControl field={field} />;
  return <ChoiceControl field={field} />;
}
