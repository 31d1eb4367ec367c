import type { PointerEvent } from "react";

/**
 * Handlers with which a picture follows the pointer. They get its place from the picture's middle, from −1 to 1, with y
 * upwards. The style needs `touch-action: none`, or a touch scrolls the page.
 */
export function draggable(onDrag: (x: number, y: number) => void) {
  const drag = ({ buttons, type, currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): void => {
    if (buttons === 0 && type !== "pointerdown") return;
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    onDrag((2 * (clientX - left)) / width - 1, 1 - (2 * (clientY - top)) / height);
  };
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag(event);
    },
    onPointerMove: drag,
  };
}
