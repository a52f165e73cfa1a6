import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterIndex } from '../../src/domain/cluster-index/cluster-index.ts';
import { projectMirrorSets } from '../../src/domain/cluster-index/project-write.ts';
import { newestVersion } from '../../src/domain/openshift-version.ts';
import { isInsideAny } from '../../src/domain/scope.ts';
import { idms } from '../../src/policy/example.ts';
import { splitByTrust } from '../../src/policy/insecure-mirrors.ts';
import { stageExample } from '../../src/policy/stage-example.ts';
import { anyPlace, anySource } from '../support/arbitraries.ts';

describe('splitByTrust', () => {
  it('says of each new mirror what the list says of it alone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPlace, { maxLength: 6 }), fc.array(anySource, { maxLength: 4 }), (mirrors, insecureRegistries) => {
        const { subject } = stageExample(idms('a').mirror('src.example.com/team', mirrors));
        const write = { ref: subject, before: undefined, object: subject };
        const mirrorSets = projectMirrorSets(new ClusterIndex().mirrorSetsFor(newestVersion), write);
        const { verified, insecure } = splitByTrust(subject, { mirrorSets, imageConfig: { insecureRegistries } });
        const texts = (byHost: typeof verified) => [...byHost.values()].flatMap((group) => group.map(({ text }) => text)).sort();
        const scopes = new Set(insecureRegistries);
        expect(texts(insecure)).toEqual(mirrors.filter((mirror) => isInsideAny(mirror, scopes)).sort());
        expect(texts(verified)).toEqual(mirrors.filter((mirror) => !isInsideAny(mirror, scopes)).sort());
      }),
    );
  });
});
