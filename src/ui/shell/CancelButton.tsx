/**
 * Cancels the work in progress. The work begins with another button, which may have been where this one appears. So the
 * second click of a double click does not cancel.
 */
export function CancelButton({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <button
      type="button"
      onClick={({ detail: clicks }) => {
        if (clicks < 2) onCancel();
      }}
    >
      Cancel
    </button>
  );
}
