const numbers = new Intl.NumberFormat('en-US');

/** `1,234,567`. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** `1 source`, `1,234 sources`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? singular : plural}`;
}
