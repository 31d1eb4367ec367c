/** Accepts a file dropped anywhere on the page, so that a missed target never makes the browser leave the page. */
import { useEffect, useState } from "react";
import { useActions, usePage } from "../parts/context.ts";
import { isRunFile, openRun } from "../save/opened-run.ts";
import "../styles/drop.css";

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;

export function DropZone() {
  const [over, setOver] = useState(false);
  const actions = useActions();
  const { ownFile } = usePage();
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Reacts when the pointer leaves the window, not when it moves between elements.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file && isRunFile(file)) void openRun(file, actions);
      else if (file) ownFile?.drop?.(file);
    };
    const stop = new AbortController();
    const { signal } = stop;
    for (const kind of ["dragenter", "dragover"] as const) window.addEventListener(kind, drag, { signal });
    window.addEventListener("dragleave", leave, { signal });
    window.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, [actions, ownFile]);
  return (
    over && (
      <div className="drop-zone">
        <p>Drop the file to look at it. It stays on this device.</p>
      </div>
    )
  );
}
