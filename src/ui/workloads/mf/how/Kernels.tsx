/** Every kernel: what it computes, and its WGSL beside the float64 reference that tests compare it with. */
import { KERNEL_SOURCES } from "./sources.ts";

export function Kernels() {
  return KERNEL_SOURCES.map(({ name, file, summary, wgsl, reference, referenceFile }) => (
    <details className="kernel" key={name}>
      <summary>
        <code>{name}</code> <span className="note">{summary}</span>
      </summary>
      <div className="grid">
        <Source file={file} note="As the GPU runs it" text={wgsl} />
        <Source file={referenceFile} note="The reference, in 64-bit numbers" text={reference} />
      </div>
    </details>
  ));
}

function Source({
  file,
  note,
  text,
}: {
  readonly file: string;
  readonly note: string;
  readonly text: string;
}) {
  return (
    <figure>
      <figcaption className="note">
        <code>{file}</code> {note}
      </figcaption>
      {/* It scrolls, so it must be able to take the keyboard focus. */}
      <pre tabIndex={0} role="region" aria-label={file}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
