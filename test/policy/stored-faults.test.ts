import { describe, expect, it } from '@jest/globals';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { type ExampleCase, icsp, idms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';

function evaluateExampleWrite(example: ExampleCase) {
  const { subject, facts } = stageExample(example);
  return evaluateWrite(subject, { rules, enforcement: recommended, facts, host: 'admission' });
}

/** The findings that users see, such as `deny no-scheme`. */
function visible(example: ExampleCase): readonly string[] {
  return evaluateExampleWrite(example)
    .findings.filter(({ severity }) => severity !== 'audit')
    .map(({ severity, rule }) => `${severity} ${rule}`);
}

describe('evaluateWrite for an update', () => {
  const rival = idms('rival').mirror('quay.io/x', ['m.example.com/x'], 'NeverContactSource');
  const conflicting = idms('a').mirror('quay.io/x', ['m.example.com/x']);

  it('allows a conflict that is stored already', () => {
    const subject = conflicting.mirror('quay.io/y', ['m.example.com/y']);
    expect(visible({ subject: conflicting, cluster: [rival] })).toContain(
      'deny no-conflicting-source-policy',
    );
    expect(evaluateExampleWrite({ subject, before: conflicting, cluster: [rival] }).verdict).toBe('allow');
  });

  it('warns about a stored conflict that the update touches', () => {
    const subject = idms('a').mirror('quay.io/x', ['m.example.com/x', 'n.example.com/x']);
    const { verdict, findings } = evaluateExampleWrite({ subject, before: conflicting, cluster: [rival] });
    expect(verdict).toBe('allow');
    expect(findings[0]).toMatchObject({ rule: 'no-conflicting-source-policy', severity: 'warn' });
    expect(findings[0]?.message).toMatch(/^already stored, so not denied: /);
  });

  it('denies the conflict that the update adds', () => {
    const subject = conflicting.mirror('quay.io/z', ['m.example.com/z']);
    const cluster = [rival, idms('other').mirror('quay.io/z', ['m.example.com/z'], 'NeverContactSource')];
    const { verdict, findings } = evaluateExampleWrite({ subject, before: conflicting, cluster });
    expect(verdict).toBe('deny');
    expect(findings.filter(({ severity }) => severity === 'deny')).toMatchObject([
      { path: 'spec.imageDigestMirrors[1].source' },
    ]);
  });

  it('denies a stored mistake in a second entry', () => {
    const before = icsp('a').mirror('quay.io/x', ['m.example.com/x/']);
    const again = before.mirror('quay.io/y', ['m.example.com/x/']);
    expect(
      visible({ subject: before.mirror('quay.io/y', ['m.example.com/y']), before, version: '4.22.1' }),
    ).toEqual(['warn no-trailing-slash', 'warn prefer-image-digest-mirror-set']);
    expect(visible({ subject: again, before })).toContain('deny no-trailing-slash');
  });

  it('allows a stored entry at another position', () => {
    const before = icsp('a')
      .mirror('quay.io/gone', ['m.example.com/gone'])
      .mirror('quay.io/x', ['m.example.com/x/']);
    expect(
      evaluateExampleWrite({ subject: icsp('a').mirror('quay.io/x', ['m.example.com/x/']), before }).verdict,
    ).toBe('allow');
  });

  it('allows a correction while other faults remain', () => {
    const before = conflicting.mirror(
      'quay.io/self',
      ['m.example.com/s', 'quay.io/self'],
      'NeverContactSource',
    );
    const subject = conflicting.mirror('quay.io/self', ['m.example.com/s'], 'NeverContactSource');
    expect(evaluateExampleWrite({ subject, before, cluster: [rival] }).verdict).toBe('allow');
    expect(
      evaluateExampleWrite({ subject: before, before, operation: 'DELETE', cluster: [rival] }).verdict,
    ).toBe('allow');
  });
});
