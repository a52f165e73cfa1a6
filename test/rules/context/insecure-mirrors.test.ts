import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterIndex } from '../../../src/model/index/cluster-index.ts';
import { projectMirrorSets } from '../../../src/model/index/project-write.ts';
import { isInsideAny } from '../../../src/model/location/scope.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import { splitByTrust } from '../../../src/rules/context/insecure-mirrors.ts';
import { idms } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';
import { anyPlace, anySource } from '../../support/arbitraries.ts';

describe('splitByTrust', () => {
  it('says of each new mirror what the list says of it alone', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPlace, { maxLength: 6 }),
        fc.array(anySource, { maxLength: 4 }),
        (mirrors, insecureRegistries) => {
          const { subject } = stageExample(idms('a').mirror('src.example.com/team', mirrors));
          const write = { ref: subject, before: undefined, object: subject };
          const mirrorSets = projectMirrorSets(new ClusterIndex().mirrorSetsFor(newestVersion), write);
          const { verified, insecure } = splitByTrust(subject, {
            mirrorSets,
            imageConfig: { insecureRegistries },
          });
          const texts = (byHost: typeof verified) =>
            [...byHost.values()].flatMap((group) => group.map(({ text }) => text)).sort();
          const scopes = new Set(insecureRegistries);
          expect(texts(insecure)).toEqual(mirrors.filter((mirror) => isInsideAny(mirror, scopes)).sort());
          expect(texts(verified)).toEqual(mirrors.filter((mirror) => !isInsideAny(mirror, scopes)).sort());
        },
      ),
    );
  });
});
