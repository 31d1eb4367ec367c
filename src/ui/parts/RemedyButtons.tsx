/** Remedies as buttons. Each applies its changes to the settings. */
interface Props<C> {
  readonly remedies: readonly { readonly label: string; readonly changes: C }[];
  readonly change: (changes: C) => void;
}

export function RemedyButtons<C>({ remedies, change }: Props<C>) {
  if (remedies.length === 0) return null;
  return (
    <span className="ways-on">
      {remedies.map(({ label, changes }) => (
        <button key={label} type="button" onClick={() => change(changes)}>
          {label}
        </button>
      ))}
    </span>
  );
}
