/**
 * By object, then by function. One map for all, because an entry in each of a dozen maps costs more than most
 * results.
 */
const results = new WeakMap<object, Map<unknown, unknown>>();

/**
 * Several rules need the same result about one write: it is computed for the first rule, and kept as long as
 * what it is about.
 *
 * @param find pure. `more` is the same whenever it is asked about the same object
 */
export function foundOnce<About extends object, Result, More = void>(
  find: (about: About, more: More) => Result & {},
): (about: About, more: More) => Result & {} {
  return (about, more) => {
    let known = results.get(about);
    if (known === undefined) {
      known = new Map();
      results.set(about, known);
    }
    const found = known.get(find);
    if (found !== undefined) return found as Result & {};
    const result = find(about, more);
    known.set(find, result);
    return result;
  };
}
