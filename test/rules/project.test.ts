import { describe, expect, it } from '@jest/globals';
import type { FactSheet } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { idms } from '../../src/rules/example.ts';
import { project } from '../../src/rules/project.ts';
import { stageExample } from '../../src/rules/stage-example.ts';

const { subject } = stageExample(idms('a').mirror('quay.io/x', ['m.io/x']));

describe('the facts that depend on the write', () => {
  it('are both known where the mirror sets and image.config are', () => {
    const { known } = project(
      { known: { imageConfig: {} }, missing: {}, cluster: new ClusterIndex() },
      subject,
    );
    expect(known.mirrorSets?.touched).toEqual(['quay.io/x']);
    expect(known.nodes?.after.registryOf('quay.io/x')).toMatchObject({ mirrors: [{ location: 'm.io/x' }] });
  });

  it('are made once, and the same for every rule', () => {
    const { known } = project(
      { known: { imageConfig: {} }, missing: {}, cluster: new ClusterIndex() },
      subject,
    );
    expect(known.mirrorSets).toBe(known.mirrorSets);
    expect(known.nodes).toBe(known.nodes);
  });

  it('say nothing about nodes where image.config is missing, and why', () => {
    const { known, missing } = project(
      { known: {}, missing: { imageConfig: 'was not found' }, cluster: new ClusterIndex() },
      subject,
    );
    expect(known.mirrorSets).toBeDefined();
    expect(known.nodes).toBeUndefined();
    expect(missing.nodes).toBe('was not found');
  });

  it('stay missing where the mirror sets are not known', () => {
    const facts: FactSheet = { known: { imageConfig: {} }, missing: { mirrorSets: 'are still being read' } };
    expect(project(facts, subject)).toBe(facts);
  });
});
