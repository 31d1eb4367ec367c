/** Saves a file. The button states the file's size beforehand. */
import { Icon } from "../parts/Icon.tsx";

interface Props {
  readonly label: string;
  readonly size: string | undefined;
  readonly isOff?: boolean;
  readonly onSave: () => void;
}

export function SaveButton({ label, size, isOff = false, onSave }: Props) {
  return (
    <button type="button" disabled={isOff} onClick={onSave}>
      <Icon name="save" />
      {label}
      {size && <small> · {size}</small>}
    </button>
  );
}
