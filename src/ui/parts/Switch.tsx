/** A row of buttons of which one is pressed. */
interface Props<Id> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly name: string; readonly title?: string }[];
  readonly chosen: Id | undefined;
  readonly onChoose: (id: Id) => void;
}

export function Switch<Id extends string | number>({ label, options, chosen, onChoose }: Props<Id>) {
  return (
    <div className="switch" role="group" aria-label={label}>
      {options.map(({ id, name, title }) => (
        <button
          key={id}
          type="button"
          title={title}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
