/** “Why it works” as a separate view that can be linked, read alone and printed on one sheet. */
import { Sheet } from "../parts/Sheet.tsx";
import { WhyItWorksText } from "./WhyItWorksText.tsx";
import "../styles/panels/lessons.css";

export function WhyItWorks() {
  return (
    <Sheet
      title="Why it works"
      className="lessons"
      width="48.5rem"
      summary="Why a compressed network takes the path of the original when every entry is seen."
    >
      <p className="row">
        <button type="button" onClick={() => window.print()}>
          Print this page
        </button>
      </p>
      <WhyItWorksText />
    </Sheet>
  );
}
