import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { bytesOfHead, bytesOfRegistry } from '../../../src/model/files/registries-conf.ts';
import {
  maxRenderedBytes,
  predictSize,
  renderedBytes,
  sizeBudget,
  utf8Length,
  warnRenderedBytes,
} from '../../../src/model/files/rendered-size.ts';
import { idms } from '../../../src/rules/example.ts';
import { anyClusterState } from '../../support/arbitraries.ts';
import { clusterOf } from '../../support/cluster.ts';
import { unicodeText } from '../../support/unicode-text.ts';

describe('the size of registries.conf', () => {
  it('grows by 122 bytes and the names for an entry with one digest mirror, and by 78 and the name for one more', () => {
    const bytes = (mirrors: readonly string[]) => {
      const model = ClusterModel.predict(clusterOf([idms('d').mirror('source.io', mirrors)]));
      return model.registries.reduce((sum, registry) => sum + bytesOfRegistry(registry, model.behavior), 0);
    };
    expect(bytes(['m.io'])).toBe(122 + 'source.io'.length + 'm.io'.length);
    expect(bytes(['m.io', 'mm.io']) - bytes(['m.io'])).toBe(78 + 'mm.io'.length);
  });

  it('is the sum of its registries and its head', () => {
    fc.assert(
      fc.property(anyClusterState, (state) => {
        const model = ClusterModel.predict(state);
        const text = model.registriesConf;
        if (text === undefined || !model.writesRegistriesConf) return;
        const parts = model.registries.map((registry) => bytesOfRegistry(registry, model.behavior));
        expect(parts.reduce((sum, part) => sum + part, bytesOfHead(model.behavior))).toBe(
          Buffer.byteLength(text),
        );
      }),
    );
  });

  it('is the size of a data URL in the rendered configuration', () => {
    const url = (bytes: number) =>
      `data:text/plain;charset=utf-8;base64,${Buffer.alloc(bytes).toString('base64')}`;
    for (const bytes of [0, 1, 2, 3, 1000]) expect(renderedBytes(bytes)).toBe(url(bytes).length);
  });

  it.each([
    [warnRenderedBytes, 'fits'],
    [warnRenderedBytes + 1, 'near-limit'],
    [maxRenderedBytes, 'near-limit'],
    [maxRenderedBytes + 1, 'too-large'],
  ])('has the verdict for a MachineConfig of %i bytes: %s', (bytes, verdict) => {
    expect(sizeBudget(3, bytes - renderedBytes(3))).toEqual({
      bytes,
      bytesLeft: maxRenderedBytes - bytes,
      verdict,
    });
  });

  it.each([
    // A real cluster applied a rendered MachineConfig of 1,540,357 bytes with 158,000 bytes of other content.
    [Math.floor(((1_540_357 - 158_000) / 4) * 3), undefined, 'may-be-too-large'],
    [Math.floor(((1_540_357 - 158_000) / 4) * 3), 158_000, 'near-limit'],
    [1_100_000, 158_000, 'too-large'],
    [1_100_000, undefined, 'too-large'],
    [1_060_000, undefined, 'may-be-too-large'],
    [700_000, undefined, 'fits'],
    [800_000, undefined, 'near-limit'],
    [1_179_900, undefined, 'fragment-too-large'],
    [1_179_900, 0, 'fragment-too-large'],
  ])('of %i bytes with %p other bytes is predicted as %s', (fileBytes, otherBytes, verdict) => {
    expect(predictSize(fileBytes, otherBytes)).toBe(verdict);
  });

  it('counts bytes as UTF-8 does', () => {
    // Valid UTF-8 has no unpaired surrogates, so the generated strings have none.
    fc.assert(fc.property(unicodeText(), (text) => expect(utf8Length(text)).toBe(Buffer.byteLength(text))));
  });
});
