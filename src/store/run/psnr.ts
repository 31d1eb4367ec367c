/** PSNR of the hidden pixels in dB for a recovery error, if the data have a peak value. */
export function psnrOf(psnrAtOne: number | undefined, recoveryError: number): number | undefined {
  return psnrAtOne === undefined ? undefined : psnrAtOne - 20 * Math.log10(recoveryError);
}
