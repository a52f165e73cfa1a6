const numbers = new Intl.NumberFormat('en-US');

/** Formats a number as `1,234,567`. */
export function formatNumber(value: number): string {
  // Most numbers are small, and the formatter is slow.
  return Math.abs(value) < 1000 ? String(value) : numbers.format(value);
}

/** Formats an amount with its noun: `1 source`, `1,234 sources`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? singular : plural}`;
}
