const numbers = new Intl.NumberFormat('en-US');

/** `1,234,567`. */
export function formatNumber(value: number): string {
  // Most are small, and the formatter takes its time.
  return Math.abs(value) < 1000 ? String(value) : numbers.format(value);
}

/** `1 source`, `1,234 sources`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? singular : plural}`;
}
