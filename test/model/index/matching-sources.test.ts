import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { MatchingSources } from '../../../src/model/index/matching-sources.ts';
import type { MirrorSetsView } from '../../../src/model/index/mirror-sets-view.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import { anyMirrorSet, anyReference } from '../../support/arbitraries.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** Expects the same next broader source from the index and from the view. */
function expectNext(matching: MatchingSources, view: MirrorSetsView, source: string): void {
  const all = view.sourcesMatching(source);
  const next = all.includes(source) ? all[all.indexOf(source) + 1] : undefined;
  expect([matching.next(source), view.sourceBehind(source)]).toEqual([next, next]);
}

describe('matching sources', () => {
  it('are the same for many names as for each name', () => {
    fc.assert(
      fc.property(
        fc.array(anyMirrorSet, { maxLength: 6 }),
        fc.array(anyReference, { maxLength: 12 }),
        (sets, names) => {
          const view = ClusterModel.predict({
            mirrorSets: sets,
            imageConfig: {},
            version: newestVersion,
          }).mirrorSets;
          const matching = new MatchingSources(view);
          for (const name of names) expect(matching.of(name)).toEqual(view.sourcesMatching(name));
          for (const { source } of sets.flatMap(({ entries }) => entries)) expectNext(matching, view, source);
        },
      ),
    );
  });

  it('are the same for very unusual names', () => {
    const text = fc.string({ unit: fc.constantFrom(...'a.*:/@'), maxLength: 7 });
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { maxLength: 20 }),
        fc.array(text, { maxLength: 12 }),
        (sources, names) => {
          const entries = sources.map((source, index) => ({ source, mirrors: ['m.io/x'], index }));
          const view = ClusterModel.predict({
            mirrorSets: [{ kind: 'ImageContentSourcePolicy', name: 'a', entries }],
            imageConfig: {},
            version: newestVersion,
          }).mirrorSets;
          const matching = new MatchingSources(view);
          for (const name of [...names, ...sources]) {
            expect(matching.of(name)).toEqual(view.sourcesMatching(name));
            expectNext(matching, view, name);
          }
        },
      ),
      { numRuns: propertyRuns(2000) },
    );
  });
});
