/** Chooses the networks to train side by side, at least one. */
import { useId } from "react";
import type { ChoiceField, NetworkName } from "../../experiment/experiment.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { LineSample } from "../parts/LineSample.tsx";
import { FieldInfo } from "./inputs/FieldInfo.tsx";
import { labelOf, optionName } from "./presentation.ts";

export function NetworksControl({ field }: { readonly field: ChoiceField }) {
  const experiment = usePlayground((state) => state.config);
  const chosen = experiment.networks;
  const { change } = useActions();
  const id = useId();
  const toggle = (name: NetworkName, on: boolean): void =>
    change({ networks: on ? [...chosen, name] : chosen.filter((other) => other !== name) });
  return (
    <fieldset className="field networks" aria-describedby={`${id}-help`}>
      <legend className="field-name">
        {labelOf(field)}
        <FieldInfo id={id} label={labelOf(field)} field={field} />
      </legend>
      {(field.options as readonly NetworkName[]).map((name) => {
        const checked = chosen.includes(name);
        const refused = field.refuses?.(name, experiment);
        return (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={checked}
              disabled={refused !== undefined || (checked && chosen.length === 1)}
              onChange={(event) => toggle(name, event.target.checked)}
            />
            <LineSample id={name} />
            <span>
              {optionName("networks", name)}
              {refused && <small className="refused">Not here: {refused}.</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
