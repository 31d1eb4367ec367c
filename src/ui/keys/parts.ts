/** The parts of the page: main settings, a lesson, more settings, the run, and each panel below. */
const PARTS =
  ".main-controls, main .lesson, .settings-panel, .stage-pictures, .diagram, .stage-charts > *, .panels > *";

/** Moves the keyboard focus to the next part of the page. The first part follows the last. */
export function focusNextPart(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(PARTS)].filter((part) => part.checkVisibility());
  const here = document.activeElement ?? document.body;
  const isAfter = (part: HTMLElement): boolean =>
    (here.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const next = parts.find(isAfter) ?? parts[0];
  if (!next) return;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus();
}
