/** Largest number of entries of the measurement matrices A of all seeds together: 1 GiB on the device. */
export const MAX_SENSING_ENTRIES = 2 ** 28;
