/** The few icons of the page, 16 × 16; always beside or inside something that has a name. */
const PATHS = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z",
  reset: "M8 3a5 5 0 1 1-4.8 3.6l-1.4-.4A6.5 6.5 0 1 0 8 1.5V-.2L4.6 2.3 8 4.8z",
  step: "M2.5 2.5v11l7-5.5zM10.5 2.5h2.5v11h-2.5z",
  seed: "M2.5 2h11a.5.5 0 0 1 .5.5v11a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5v-11a.5.5 0 0 1 .5-.5zm1 1.500v9h9v-9zM5.200 4.200h1.900v1.900H5.200zM8.900 9.900h1.900v1.900H8.900zM7.050 7.050h1.900v1.900h-1.900z",
  link: "M6.600 9.400a2.600 2.600 0 0 1 0-3.700l2.600-2.600a2.600 2.600 0 0 1 3.700 3.700l-1.300 1.300-1-1 1.300-1.300a1.200 1.200 0 0 0-1.700-1.700L7.600 6.700a1.200 1.200 0 0 0 0 1.700zM9.400 6.600a2.600 2.600 0 0 1 0 3.700l-2.600 2.600a2.600 2.600 0 0 1-3.700-3.700l1.300-1.300 1 1-1.300 1.300a1.200 1.200 0 0 0 1.700 1.700l2.600-2.600a1.200 1.200 0 0 0 0-1.700z",
  close: "M3.200 4.200l1-1L8 7l3.800-3.800 1 1L9 8l3.800 3.800-1 1L8 9l-3.800 3.800-1-1L7 8z",
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
