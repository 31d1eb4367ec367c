/** A list from which the user chooses one option. */
import type { ComponentProps } from "react";

interface Props<Id extends string> extends Omit<ComponentProps<"select">, "value" | "onChange" | "children"> {
  readonly options: readonly { readonly id: Id; readonly name: string | undefined }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

export function Select<Id extends string>({ options, chosen, onChoose, ...others }: Props<Id>) {
  return (
    <select {...others} value={chosen} onChange={({ target }) => onChoose(target.value as Id)}>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
