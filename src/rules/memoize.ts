/**
 * By object, then by function. One shared map, because an entry in each of a dozen maps costs more than most
 * results.
 */
const results = new WeakMap<object, Map<unknown, unknown>>();

/**
 * Memoizes a result that several rules need for one write. The cache keeps the result as long as the object.
 * @param find a pure function. `more` must be the same in each call for one object
 */
export function memoize<About extends object, Result, More = void>(
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
