import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterIndex } from '../../../src/model/index/cluster-index.ts';
import { projectMirrorSets } from '../../../src/model/index/project-write.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import {
  mayMirrorsLieInSources,
  sourcesAroundMirror,
} from '../../../src/rules/context/mirrors-in-sources.ts';
import { type ExampleObject, idms } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';
import { anyMirrorSet, anyPlace } from '../../support/arbitraries.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

function write(stored: readonly ExampleObject[], object: ExampleObject) {
  const { subject } = stageExample(object);
  const index = new ClusterIndex(stored.map(mirrorSetOf)).mirrorSetsFor(newestVersion);
  return { subject, fact: projectMirrorSets(index, { ref: subject, before: undefined, object: subject }) };
}

describe('sourcesAroundMirror', () => {
  const stored = [
    idms('a').mirror('m.io', ['n.io']).mirror('m.io/team', ['n.io/team']),
    idms('b').mirror('p.io/deep/path', ['n.io/p']).mirror('*.wild.io', ['n.io/w']),
  ];
  const { after } = write(stored, idms('new').mirror('quay.io/x', ['m.io/x'])).fact;

  it.each([
    ['m.io/team/app', ['m.io/team', 'm.io']],
    ['m.io', ['m.io']],
    ['m.io:5000/app', ['m.io']],
    ['a.wild.io/app', ['*.wild.io']],
    // Below the host there is a source, and yet none around the mirror.
    ['p.io/deep', []],
    ['p.io/deep/path', ['p.io/deep/path']],
    ['elsewhere.io/app', []],
  ])('has for %s: %j', (mirror, sources) => {
    expect(sourcesAroundMirror(mirror, after)).toEqual(sources);
  });

  it('has what matches, in any cluster, however often the host was asked about', () => {
    fc.assert(
      fc.property(
        fc.array(anyMirrorSet, { maxLength: 4 }),
        fc.array(anyPlace, { maxLength: 6 }),
        (sets, mirrors) => {
          const { view } = new ClusterIndex(sets).mirrorSetsFor(newestVersion);
          for (const mirror of mirrors)
            expect(sourcesAroundMirror(mirror, view)).toEqual(view.sourcesMatching(mirror));
        },
      ),
    );
  });
});

describe('mayMirrorsLieInSources', () => {
  const object = idms('new').mirror('quay.io/x', ['m.io/x']);
  const isMeeting = (stored: readonly ExampleObject[], written = object) => {
    const { subject, fact } = write(stored, written);
    return mayMirrorsLieInSources(fact, subject);
  };

  it('is false where no source has to do with the host of any mirror', () => {
    expect(isMeeting([idms('a').mirror('mm.io/x', ['n.io'])])).toBe(false);
    expect(isMeeting([])).toBe(false);
  });

  it('is true where a source holds the host, or lies below it', () => {
    expect(isMeeting([idms('a').mirror('m.io', ['n.io'])])).toBe(true);
    expect(isMeeting([idms('a').mirror('*.io', ['n.example.com'])])).toBe(true);
    expect(isMeeting([idms('a').mirror('m.io/elsewhere', ['n.io'])])).toBe(true);
  });

  it('looks at what other objects have for the same source', () => {
    const other = idms('a').mirror('quay.io/x', ['far.io/x']).mirror('far.io', ['n.io']);
    expect(isMeeting([other])).toBe(true);
    expect(isMeeting([other], idms('new').mirror('quay.io/y', ['m.io/x']))).toBe(false);
  });

  it('looks at the sources of the object itself', () => {
    expect(isMeeting([], object.mirror('m.io/x', ['n.io']))).toBe(true);
  });

  it('is never false where a mirror lies in a source', () => {
    fc.assert(
      fc.property(
        fc.array(anyMirrorSet, { maxLength: 4 }),
        fc.uniqueArray(anyPlace, { maxLength: 3 }),
        (sets, mirrors) => {
          const { subject } = stageExample(idms('new').mirror('quay.io', mirrors));
          const others = sets.filter(({ kind, name }) => kind !== subject.kind || name !== subject.name);
          const index = new ClusterIndex(others).mirrorSetsFor(newestVersion);
          const fact = projectMirrorSets(index, { ref: subject, before: undefined, object: subject });
          const all = [...mirrors, ...fact.after.of('quay.io').flatMap(({ entry }) => entry.mirrors)];
          if (all.some((mirror) => fact.after.sourcesMatching(mirror).length > 0))
            expect(mayMirrorsLieInSources(fact, subject)).toBe(true);
        },
      ),
    );
  });
});

describe('hasSourceWithin', () => {
  const { view } = new ClusterIndex(
    [idms('a').mirror('m.io/team/app', ['n.io']).mirror('bare.io/x', [])].map(mirrorSetOf),
  ).mirrorSetsFor(newestVersion);

  it.each([
    ['m.io', true],
    ['m.io/team', true],
    ['m.io/team/app', true],
    ['m.io/team/app/below', false],
    ['m.io/tea', false],
    ['o.io', false],
  ])('says of %s: %s', (scope, expected) => {
    expect(view.hasSourceWithin(scope)).toBe(expected);
  });

  it('does not count an entry without mirrors', () => {
    expect(view.hasSourceWithin('bare.io')).toBe(false);
  });
});
