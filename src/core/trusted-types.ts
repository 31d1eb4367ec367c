/**
 * The page's only Trusted Types policy. It allows scripts (here: workers) only from the page's own folder. It
 * turns no string into HTML or code, so text from a link or a file cannot inject any. KaTeX needs no HTML
 * strings, because it builds DOM elements.
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string }): unknown;
}

/** Whether the policy has been created. The browser refuses a second one. */
let isRestricted = false;

/** Restricts scripts to the folder of `base` and its sub-folders. Further calls change nothing. */
export function restrictScripts(base: string): void {
  if (isRestricted) return;
  isRestricted = true;
  const factory = (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy("default", {
    createScriptURL: (address) => {
      const { href } = new URL(address, base);
      if (!href.startsWith(new URL(".", base).href))
        throw new TypeError(`The page refused a script from outside its folder: ${href}`);
      return href;
    },
  });
}
