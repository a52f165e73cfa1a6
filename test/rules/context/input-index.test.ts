import { describe, expect, it } from '@jest/globals';
import type { InputDocument } from '../../../src/model/facts.ts';
import { documentsInSameFile, documentsOf, fileOf } from '../../../src/rules/context/input-index.ts';

const document = (kind: string, name: string, position: string): InputDocument => ({
  apiVersion: 'config.openshift.io/v1',
  kind,
  name,
  position,
});

const first = document('ImageDigestMirrorSet', 'team', 'a.yaml:1');
const config = document('ConfigMap', 'team', 'a.yaml:12');
const again = document('ImageDigestMirrorSet', 'team', 'b:c.yaml:1');
const documents = [first, config, again];

describe('the index of input documents', () => {
  it('finds documents by object, in their order', () => {
    expect(documentsOf({ kind: 'ImageDigestMirrorSet', name: 'team' }, documents)).toEqual([first, again]);
    expect(documentsOf({ kind: 'ImageTagMirrorSet', name: 'team' }, documents)).toEqual([]);
  });

  it('finds documents in the same file', () => {
    expect(documentsInSameFile(config, documents)).toEqual([first, config]);
    expect(documentsInSameFile(again, documents)).toEqual([again]);
  });

  it('finds the file of a position, even if its name contains a colon', () => {
    expect(fileOf(again)).toBe('b:c.yaml');
  });
});
