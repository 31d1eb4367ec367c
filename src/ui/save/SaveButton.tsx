/** Saves a file and states its size beforehand. */
import { Icon } from "../parts/Icon.tsx";

interface Props {
  readonly label: string;
  readonly size: string | undefined;
  readonly onSave: () => void;
}

export function SaveButton({ label, size, onSave }: Props) {
  return (
    <button type="button" onClick={onSave}>
      <Icon name="save" />
      {label}
      {size && <small> · {size}</small>}
    </button>
  );
}
