/** A text below the first screen that opens at a press of its title. */
import type { ReactNode } from "react";

export function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="panel prose">
      <summary>
        <h2>{title}</h2>
      </summary>
      {children}
    </details>
  );
}
