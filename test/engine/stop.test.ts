import { describe, expect, it } from '@jest/globals';
import { readCluster } from '../../src/engine/cluster.ts';
import { render } from '../../src/engine/render.ts';
import { icsp, idms } from '../../src/rules/example.ts';

/** The explanations of why the MCO of this release would stop. */
function explanations(object: object, minor: number): readonly string[] {
  return render(readCluster([object], { openshiftVersion: { major: 4, minor } })).stops.map(
    ({ explanation }) => explanation,
  );
}

describe('the explanation of a stop', () => {
  it('advises a form that the release accepts', () => {
    const wildcard = idms('a').mirror('*.example.com', ['m.example.net/x']).object;
    expect(explanations(wildcard, 15)).toEqual([
      expect.stringMatching(/Use host\[:port\]\[\/path\]; wildcards need OpenShift 4\.16 or later\.$/),
    ]);
    expect(explanations(wildcard, 16)).toEqual([]);
    const inside = icsp('a').mirror('quay.io/*', ['m.example.net/x']).object;
    expect(explanations(inside, 16)).toEqual([
      expect.stringMatching(/Use host\[:port\]\[\/path\] or \*\.domain\.$/),
    ]);
    expect(explanations(icsp('a').mirror('', ['m.example.net/x']).object, 15)).toEqual([
      expect.stringMatching(/Use host\[:port\]\[\/path\]\.$/),
    ]);
  });
});
