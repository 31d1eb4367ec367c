/** The part below the first screen: pinned runs, the table of costs and results, explanations. */
import { useEffect, useRef, useState, type RefObject } from "react";
import { PinList } from "../charts/Pins.tsx";
import { useLessonShowsWhy } from "../lessons/shown-part.ts";
import { InTurn, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { CostTable } from "./CostTable.tsx";

export function Below() {
  const { Why, Below: Own } = usePage();
  const isWhyOnStage = useLessonShowsWhy();
  const isBusy = useOutdated();
  const panels = useRef(null);
  const isSeen = useSeen(panels);
  if (!usePlayground(({ run }) => run)) return <div ref={panels} />;
  return (
    <div className="panels" ref={panels} aria-busy={isBusy}>
      <PinList />
      {Why && !isWhyOnStage && (
        <InTurn isSeen={isSeen}>
          <Why />
        </InTurn>
      )}
      <InTurn isSeen={isSeen}>
        <CostTable />
      </InTurn>
      <InTurn isSeen={isSeen}>
        <Own />
      </InTurn>
    </div>
  );
}

/** Whether a part of the element is on the screen. */
function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const see = (entries: readonly IntersectionObserverEntry[]): void =>
      setSeen(entries.at(-1)?.isIntersecting ?? false);
    // An element that only touches the edge of the screen would count.
    const observer = new IntersectionObserver(see, { rootMargin: "-1px" });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}
