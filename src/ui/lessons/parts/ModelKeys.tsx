/** The names of models with their colours, at the end of a figure's caption. */
import { usePage } from "../../parts/context.ts";

export function ModelKeys({ ids }: { readonly ids: readonly string[] }) {
  const { looks } = usePage();
  return ids.map((id) => (
    <span key={id} className="key" data-term={id}>
      <span className="swatch" style={{ background: looks[id]?.colour }} /> {looks[id]?.name}{" "}
    </span>
  ));
}
