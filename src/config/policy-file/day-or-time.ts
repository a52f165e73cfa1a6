/**
 * Whether the text is a valid date, or a time with a time zone. Without a time zone, the time would depend on
 * the machine.
 */
export function isDayOrTime(text: string): boolean {
  const [, day = ''] =
    /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  // Date.parse reads February 30 as a day of March.
  const exists = !Number.isNaN(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day);
  return day !== '' && exists && !Number.isNaN(Date.parse(text));
}
