/** Student’s t at 97.5 % for 2 to 10 values. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
/** Its value for 12 values, which is cautious for more. */
const BEYOND = 2.2;

/** Half the length of the 95 % interval of the mean of some values. NaN for one value. */
export function halfInterval(values: readonly number[]): number {
  const { length } = values;
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return (STUDENT[length - 2] ?? BEYOND) * Math.sqrt(squares / length / (length - 1));
}
