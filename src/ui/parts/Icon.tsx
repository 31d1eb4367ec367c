/** The page's icons, named by meaning. Each stands beside or inside an element that has a name. */
import {
  Dices,
  Download,
  ExternalLink,
  Link,
  Maximize2,
  Menu,
  Monitor,
  Moon,
  Pause,
  Play,
  RotateCcw,
  Settings2,
  Share2,
  Sun,
  X,
} from "lucide-react";

const ICONS = {
  play: Play,
  pause: Pause,
  reset: RotateCcw,
  seed: Dices,
  link: Link,
  close: X,
  menu: Menu,
  share: Share2,
  settings: Settings2,
  open: ExternalLink,
  enlarge: Maximize2,
  save: Download,
  system: Monitor,
  light: Sun,
  dark: Moon,
} as const;

export type IconName = keyof typeof ICONS;

export function Icon({ name }: { readonly name: IconName }) {
  const Drawn = ICONS[name];
  return <Drawn className="icon" size={16} aria-hidden="true" focusable="false" />;
}
