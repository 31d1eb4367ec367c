/** BibTeX of the papers and of this page. */
import { bibtex } from "../../store/files/citations.ts";
import { CopyText } from "../share/CopyText.tsx";

export function ToCite() {
  return (
    <section aria-label="To cite">
      <h3>To cite the papers and this page</h3>
      <CopyText
        action="Copy BibTeX"
        label="BibTeX"
        lines={9}
        text={bibtex(import.meta.env.VITE_VERSION as string, pageAddress())}
      />
    </section>
  );
}

const pageAddress = (): string => `${window.location.origin}${window.location.pathname}`;
