/** Width and height of an element in pixels, tracked while it exists. */
import { useLayoutEffect, useState, type RefObject } from "react";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Undefined before the first layout. */
export function useSize(element: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const measure = (): void => {
      const { width, height } = measured.getBoundingClientRect();
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
