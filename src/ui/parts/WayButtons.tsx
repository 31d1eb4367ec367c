/** Remedies as buttons. Each applies its changes to the settings. */
interface Props<C> {
  readonly ways: readonly { readonly label: string; readonly changes: C }[];
  readonly change: (changes: C) => void;
}

export function WayButtons<C>({ ways, change }: Props<C>) {
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
