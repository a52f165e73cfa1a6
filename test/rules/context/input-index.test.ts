import { describe, expect, it } from '@jest/globals';
import type { InputDocument } from '../../../src/model/facts.ts';
import { documentsBeside, documentsOf, fileOf } from '../../../src/rules/context/input-index.ts';

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

describe('the documents of an input', () => {
  it('are found by the object that they say, in their order', () => {
    expect(documentsOf({ kind: 'ImageDigestMirrorSet', name: 'team' }, documents)).toEqual([first, again]);
    expect(documentsOf({ kind: 'ImageTagMirrorSet', name: 'team' }, documents)).toEqual([]);
  });

  it('are found by the file that they stand in', () => {
    expect(documentsBeside(config, documents)).toEqual([first, config]);
    expect(documentsBeside(again, documents)).toEqual([again]);
  });

  it('stand in the file of their position, whose name may hold a colon', () => {
    expect(fileOf(again)).toBe('b:c.yaml');
  });
});
