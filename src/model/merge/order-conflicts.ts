/**
 * Pairs at most this far apart in a list are compared, so the removal of a mirror between two others adds no
 * pair. The limit bounds the cost of long lists.
 */
const maxDistance = 16;

/**
 * The pairs of mirrors of each list that contradict the order of other lists, directly or in a cycle of
 * several lists, and its pairs with the source before a mirror. A list that agrees with all others has none,
 * and adds none to theirs. Cost: proportional to the mirrors.
 */
export function contradictedPairs(
  source: string,
  lists: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  // Every list has the source last unless it names it, so a cycle through the source has a pair with it.
  const cycles = findCycles(lists.map((list) => list.filter((name) => name !== source)));
  const isContradicted = (before: string, after: string) =>
    after !== source &&
    (before === source || (cycles.has(before) && cycles.get(before) === cycles.get(after)));
  return lists.map((list) =>
    list.flatMap((before, at) =>
      list
        .slice(at + 1, at + 1 + maxDistance)
        .filter((after) => isContradicted(before, after))
        .map((after) => `${before} before ${after}`),
    ),
  );
}

type Links = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The cycle of each name that is in one; connected cycles are one. Finds the strongly connected components
 * with Kosaraju's algorithm.
 */
function findCycles(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const links = linksOf(lists);
  const reversed = linksOf(lists.map((list) => list.toReversed()));
  const seen = new Set<string>();
  const finished = [...links.keys()].flatMap((name) => reach(name, links, seen));
  const cycles = new Map<string, number>();
  const assigned = new Set<string>();
  for (const [number, name] of finished.toReversed().entries()) {
    const component = reach(name, reversed, assigned);
    if (component.length > 1 || links.get(name)?.has(name) === true)
      for (const member of component) cycles.set(member, number);
  }
  return cycles;
}

function linksOf(lists: readonly (readonly string[])[]): Links {
  const links = new Map<string, Set<string>>();
  for (const list of lists) {
    for (const [at, name] of list.entries()) {
      const successors = links.get(name) ?? new Set();
      links.set(name, successors);
      const next = list[at + 1];
      if (next !== undefined) successors.add(next);
    }
  }
  return links;
}

/**
 * The names that links lead to from a name, which is the last one, without those that were seen before. Each
 * follows the names that it leads to. Not recursive, because a list can have thousands of mirrors.
 */
function reach(start: string, links: Links, seen: Set<string>): readonly string[] {
  const finished: string[] = [];
  const stack: { readonly name: string; readonly next: Iterator<string> }[] = [];
  const enter = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    stack.push({ name, next: (links.get(name) ?? new Set<string>()).values() });
  };
  enter(start);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { done, value } = top.next.next();
    if (done !== true) {
      enter(value);
    } else {
      stack.pop();
      finished.push(top.name);
    }
  }
  return finished;
}
