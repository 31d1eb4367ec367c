/** Saves a file. The button states the file's size beforehand. */
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
