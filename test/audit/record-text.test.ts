import { describe, expect, it } from '@jest/globals';
import { withoutPasswords } from '../../src/audit/record-text.ts';
import { idms } from '../../src/rules/example.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { reviewOf, toBytes } from '../support/review.ts';

describe('text without passwords', () => {
  it.each([
    ['"https://robot:hunter2@m.example.com/x" begins', '"https://robot:***@m.example.com/x" begins'],
    ['"robot:hunter2@m.example.com:5000/x"', '"robot:***@m.example.com:5000/x"'],
    ['"a:b@c.io" and "d:e@f.io"', '"a:***@c.io" and "d:***@f.io"'],
    ['"quay.io/x:v1@sha256:abc"', '"quay.io/x:v1@sha256:abc"'],
    ['"quay.io:5000/x@sha256:abc"', '"quay.io:5000/x@sha256:abc"'],
    ['character 1: no @ in it', 'character 1: no @ in it'],
    ['nothing at all', 'nothing at all'],
  ])('%s', (text, expected) => {
    expect(withoutPasswords(text)).toBe(expected);
  });

  it('is what an audit record holds of a mirror that was copied with its credentials', () => {
    const { parts, records } = keepingParts();
    const object = idms('team').mirror('quay.io/team', ['https://robot:hunter2@mirror.example.com/team']);
    const reply = handleReview({ stage: 'mutate', body: toBytes(reviewOf(object)) }, parts);
    expect(reply).toMatchObject({ body: expect.stringContaining('hunter2') });
    expect(records[0]?.verdict).toBe('deny');
    expect(JSON.stringify(records[0])).not.toContain('hunter2');
  });
});
