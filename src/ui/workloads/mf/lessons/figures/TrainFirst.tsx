/** Stands for a figure of the live run until there is something to show. */
export function TrainFirst({ label }: { readonly label: string }) {
  return (
    <figure className="lesson-figure" aria-label={label}>
      <figcaption>This figure follows the run on the page. Train it first.</figcaption>
    </figure>
  );
}
