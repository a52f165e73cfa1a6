import { fillObject } from '../../engine/placeholders/fill-object.ts';
import { type JsonObject, textAt } from '../../model/json.ts';
import type { Manifest } from '../manifest.ts';

/** Fills in the placeholders of a manifest; see `fillObject`. */
export function fillManifest(manifest: Manifest): Manifest {
  const { fillers = [], object: written } = manifest;
  if (fillers.length === 0) return manifest;
  const { object, unfilled } = fillObject(written, fillers);
  if (object === written) return { ...manifest, unfilled };
  const [apiVersion, kind] = [textAt(object, ['apiVersion']), textAt(object, ['kind'])];
  return {
    ...manifest,
    object,
    apiVersion,
    kind,
    name: textAt(object, ['metadata', 'name']),
    written,
    unfilled,
  };
}

/** The object as written in the file. */
export function writtenObject({ object, written }: Pick<Manifest, 'object' | 'written'>): JsonObject {
  return written ?? object;
}
