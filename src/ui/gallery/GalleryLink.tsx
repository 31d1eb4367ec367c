/**
 * Opens the gallery over the page. Its address is `?view=gallery`, in front of the #, so that the experiment's link stays as it is;
 * its code is loaded when it is first opened.
 */
import { lazy, Suspense, useState } from "react";

const Gallery = lazy(() => import("./Gallery.tsx").then((module) => ({ default: module.Gallery })));

const isAsked = (): boolean => new URLSearchParams(window.location.search).get("view") === "gallery";

function writeView(open: boolean): void {
  const url = new URL(window.location.href);
  if (open) url.searchParams.set("view", "gallery");
  else url.searchParams.delete("view");
  window.history.replaceState(null, "", url);
}

export function GalleryLink() {
  const [open, setOpen] = useState(isAsked);
  const show = (wanted: boolean): void => {
    writeView(wanted);
    setOpen(wanted);
  };
  return (
    <div className="tool">
      <button type="button" onClick={() => show(true)} aria-haspopup="dialog">
        Gallery
      </button>
      {open && (
        <Suspense fallback={null}>
          <Gallery onClose={() => show(false)} />
        </Suspense>
      )}
    </div>
  );
}
