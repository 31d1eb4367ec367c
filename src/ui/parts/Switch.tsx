interface Props<Id> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly name: string; readonly title?: string }[];
  readonly chosen: Id | undefined;
  readonly onChoose: (id: Id) => void;
}

/** The user chooses one of a few options in a row of buttons. The chosen one looks pressed. */
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
