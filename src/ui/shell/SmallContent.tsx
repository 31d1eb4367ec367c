/** The content of a small screen. The charts get the height that the parts above them leave. */
import { useRef, type CSSProperties, type ReactNode } from "react";
import { useSize } from "../parts/use-size.ts";

interface Props {
  readonly above: ReactNode;
  readonly children: ReactNode;
}

export function SmallContent({ above, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const height = useSize(place)?.height ?? 0;
  return (
    <div className="content column" style={{ "--above": `${height}px` } as CSSProperties}>
      <div className="above column" ref={place}>
        {above}
      </div>
      {children}
    </div>
  );
}
