import type { VectorInput } from './vector.ts';

/** Addresses of the registries of a case, `host:port`. */
export interface Places {
  readonly source: string;
  readonly first: string;
  readonly second: string;
}

/**
 * One pull from real registries. Each case has a namespace of its own, so cases do not share repositories.
 */
export interface PullCase {
  readonly title: string;
  readonly namespace: string;
  readonly world: (places: Places) => VectorInput;
  readonly by: 'digest' | 'tag';
  /** The registries that contain the image. */
  readonly heldBy: readonly (keyof Places)[];
}

export const pullCases: readonly PullCase[] = [
  {
    title: 'mirrors in the order of one list, then the source',
    namespace: 'one-list',
    world: ({ source, first, second }) => ({
      idms: [digests(`${source}/one-list`, [`${second}/one-list`, `${first}/one-list`])],
    }),
    by: 'digest',
    heldBy: ['source'],
  },
  {
    title: 'two lists chained over objects',
    namespace: 'chained',
    world: ({ source, first, second }) => ({
      idms: [
        digests(`${source}/chained`, [`${second}/chained`, `${first}/chained-b`]),
        digests(`${source}/chained`, [`${first}/chained-a`, `${second}/chained`]),
      ],
    }),
    by: 'digest',
    heldBy: ['source'],
  },
  {
    title: 'lists that contradict each other',
    namespace: 'contradicting',
    world: ({ source, first, second }) => ({
      idms: [
        digests(`${source}/contradicting`, [`${first}/contradicting`, `${second}/contradicting`]),
        digests(`${source}/contradicting`, [`${second}/contradicting`, `${first}/contradicting`]),
      ],
    }),
    by: 'digest',
    heldBy: [],
  },
  {
    title: 'the first mirror that has it ends the search',
    namespace: 'found',
    world: ({ source, first, second }) => ({
      idms: [digests(`${source}/found`, [`${first}/found`, `${second}/found`])],
    }),
    by: 'digest',
    heldBy: ['first', 'second', 'source'],
  },
  {
    title: 'a source that is never contacted',
    namespace: 'never',
    world: ({ source, first, second }) => ({
      idms: [digests(`${source}/never`, [`${first}/never`, `${second}/never`], 'NeverContactSource')],
    }),
    by: 'digest',
    heldBy: ['source'],
  },
  {
    title: 'a tag goes to the mirrors for tags only',
    namespace: 'tagged',
    world: ({ source, first, second }) => ({
      idms: [digests(`${source}/tagged`, [`${first}/tagged`])],
      itms: [
        {
          metadata: { name: 't' },
          spec: { imageTagMirrors: [{ source: `${source}/tagged`, mirrors: [`${second}/tagged`] }] },
        },
      ],
    }),
    by: 'tag',
    heldBy: ['source'],
  },
  {
    title: 'the narrower source hides the broader one',
    namespace: 'hidden',
    world: ({ source, first, second }) => ({
      idms: [digests(`${source}`, [`${first}/broad`]), digests(`${source}/hidden`, [`${second}/narrow`])],
    }),
    by: 'digest',
    heldBy: ['source'],
  },
];

function digests(source: string, mirrors: readonly string[], mirrorSourcePolicy?: string): unknown {
  const entry = { source, mirrors, ...(mirrorSourcePolicy === undefined ? {} : { mirrorSourcePolicy }) };
  return { metadata: { name: 'd' }, spec: { imageDigestMirrors: [entry] } };
}
