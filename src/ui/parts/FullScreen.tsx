/** Shows one part of the page over the whole screen with large type, for a lecture hall. */
import { Icon } from "./Icon.tsx";

/** The class of parts that can fill the screen. */
export const LECTURE = "lecture";

// All sizes follow the root's type.
if (typeof document !== "undefined")
  document.addEventListener("fullscreenchange", () => {
    const isLecture = document.fullscreenElement?.matches(`.${LECTURE}`) ?? false;
    document.documentElement.classList.toggle("in-lecture", isLecture);
  });

/** `what` is the part's name. Absent where the browser has no full screen, as on phones from Apple. */
export function FullScreenButton({ what }: { readonly what: string }) {
  if (typeof document === "undefined" || !document.fullscreenEnabled) return null;
  return (
    <>
      <button
        type="button"
        className="full-screen"
        aria-label={`${what} over the whole screen`}
        title="Over the whole screen, with large type for a lecture hall"
        onClick={(event) => fillScreen(event.currentTarget.closest(`.${LECTURE}`))}
      >
        <Icon name="enlarge" />
      </button>
      <p className="lecture-keys fine">
        Space: play or pause · ← →: from drop to drop · D: replay · Esc: back
      </p>
    </>
  );
}

/** Fills the screen with this part, or ends it if a part fills the screen. */
export function fillScreen(part: Element | null): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  // The browser may refuse, and the page then stays as it is.
  else part?.requestFullscreen().catch(() => undefined);
}
