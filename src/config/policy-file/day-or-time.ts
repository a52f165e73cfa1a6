/** Whether the text is a day of the calendar, or a time with its zone: without one, two machines could read it differently. */
export function isDayOrTime(text: string): boolean {
  const [, day = ''] =
    /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  // The thirtieth of February is read as a day of March.
  const exists = !Number.isNaN(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day);
  return day !== '' && exists && !Number.isNaN(Date.parse(text));
}
