/** The remedies that an advice offers, as buttons. */
import type { Advice } from "../../store/advice/advice.ts";
import { useActions } from "../parts/context.ts";

export function Ways({ ways }: Pick<Advice, "ways">) {
  const { change } = useActions();
  if (ways.length === 0) return null;
  return (
    <span className="ways-on">
      {ways.map(({ label, changes }) => (
        <button key={label} type="button" onClick={() => change(changes)}>
          {label}
        </button>
      ))}
    </span>
  );
}
