/** The page's scale: the pixels of a rem divided by the usual 16. Larger type and the full-screen view change it. */
import { useSyncExternalStore } from "react";

const remNow = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

const onResize = (listen: () => void): (() => void) => {
  window.addEventListener("resize", listen);
  document.addEventListener("fullscreenchange", listen);
  return () => {
    window.removeEventListener("resize", listen);
    document.removeEventListener("fullscreenchange", listen);
  };
};

export const useRem = (): number => useSyncExternalStore(onResize, remNow, () => 1);
