/** The type of a view. `list.ts` lists all views; apart from it, a page can have this type without their code. */
import type { ComponentType } from "react";
import type { IconName } from "../parts/Icon.tsx";

export interface View {
  readonly id: string;
  /** The text on its button. */
  readonly label: string;
  readonly icon?: IconName;
  /** The place of its button: among the tools (default), at the right end, in the footer, or nowhere. */
  readonly place?: "tools" | "end" | "foot" | "elsewhere";
  readonly Component: ComponentType;
}
