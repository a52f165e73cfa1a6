/** By what the answers are about, and there by who finds them: one map for all, since an entry in each of a dozen costs more than most answers. */
const answers = new WeakMap<object, Map<unknown, unknown>>();

/**
 * Several rules ask the same question about one write: it is answered when the first one asks, and the answer is kept as long as
 * what it is about.
 *
 * @param find pure. `more` is the same whenever it is asked about the same object
 */
export function foundOnce<About extends object, Answer, More = void>(
  find: (about: About, more: More) => Answer & {},
): (about: About, more: More) => Answer & {} {
  return (about, more) => {
    let known = answers.get(about);
    if (known === undefined) {
      known = new Map();
      answers.set(about, known);
    }
    const answered = known.get(find);
    if (answered !== undefined) return answered as Answer & {};
    const answer = find(about, more);
    known.set(find, answer);
    return answer;
  };
}
