import { type GivenCluster, readCluster } from '../../engine/cluster.ts';
import { evaluatedKind } from '../../engine/intended-kind.ts';
import { readMachineConfigs } from '../../kubernetes/machine-configs/read-machine-configs.ts';
import { reduceMachineConfig } from '../../kubernetes/machine-configs/reduce-machine-config.ts';
import { inDocumentTerms, shownPath } from '../../manifests/document-terms.ts';
import { positionOf } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import type { InputDocument } from '../../model/facts.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import { findFixes } from './file-fixes.ts';
import { linesOf } from './lines.ts';
import type { PageNote, PageState, PlacedObject } from './page-data.ts';

/**
 * The parts of a cluster's objects that the page needs. Other objects, such as Secrets, are reduced to facts;
 * their text is dropped.
 */
export function toPageState(manifests: readonly Manifest[], given: GivenCluster): PageState {
  const cluster = readCluster(
    manifests.map(({ object }) => object),
    given,
  );
  const { machineConfigFiles: _, ...facts } = cluster.optionalFacts;
  const { clusterVersion, isComplete, unknown } = cluster;
  return {
    objects: manifests.flatMap(toPlacedObject),
    facts,
    ...(clusterVersion === undefined ? {} : { clusterVersion }),
    isComplete,
    unknown,
    notes: toNotes(cluster.notes, manifests),
    otherDocuments: otherDocuments(manifests),
    fixes: findFixes(manifests),
  };
}

function toPlacedObject(manifest: Manifest): readonly PlacedObject[] {
  const { object, kind, within, becomes, unfilled } = manifest;
  if (evaluatedKind(object) !== undefined) {
    const reduced = withoutServerFields(object);
    return [
      {
        ...toPlaced(reduced, manifest),
        ...(becomes === undefined ? {} : { partial: { within, becomes } }),
        ...(unfilled === undefined ? {} : { unfilled }),
      },
    ];
  }
  const isMachineConfig = kind === 'MachineConfig' && (readMachineConfigs([object])?.length ?? 0) > 0;
  return isMachineConfig ? [toPlaced(reduceMachineConfig(object), manifest)] : [];
}

function toPlaced(object: JsonObject, manifest: Manifest): PlacedObject {
  const position = positionOf(manifest, []);
  if (position === undefined) return { object };
  const lines = linesOf(object, (path) => positionOf(manifest, path)?.line ?? position.line);
  return { object, source: { file: position.file, lines } };
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Removes the data that the API server and kubectl store about earlier writes. */
function withoutServerFields(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isJsonObject(metadata)) return object;
  const { managedFields: _, annotations, ...rest } = metadata;
  return { ...object, metadata: { ...rest, ...keptAnnotations(annotations) } };
}

function keptAnnotations(annotations: Json | undefined): { readonly annotations?: Json } {
  if (annotations === undefined) return {};
  if (!isJsonObject(annotations)) return { annotations };
  const { [lastApplied]: _, ...kept } = annotations;
  return { annotations: kept };
}

function toNotes(
  notes: ReturnType<typeof readCluster>['notes'],
  manifests: readonly Manifest[],
): readonly PageNote[] {
  const byObject = new Map(manifests.map((manifest) => [manifest.object, manifest]));
  return notes.flatMap(({ object, path, message }) => {
    const manifest = byObject.get(object);
    if (manifest === undefined) return [];
    const { kind, name } = manifest;
    const position = positionOf(manifest, path);
    return [
      {
        message: inDocumentTerms(manifest, message),
        kind,
        name,
        path: formatFieldPath(shownPath(manifest, path)),
        ...(position === undefined ? {} : { file: position.file, line: position.line }),
      },
    ];
  });
}

/** Drops the names, because no rule uses them. */
function otherDocuments(manifests: readonly Manifest[]): readonly InputDocument[] {
  const isEvaluated = ({ object }: Manifest) => evaluatedKind(object) !== undefined;
  const files = new Set(manifests.filter(isEvaluated).map(({ document }) => document.file));
  return manifests
    .filter((manifest) => files.has(manifest.document.file) && !isEvaluated(manifest))
    .flatMap((manifest): readonly InputDocument[] => {
      const { apiVersion, kind } = manifest;
      const position = positionOf(manifest, []);
      return position === undefined
        ? []
        : [{ apiVersion, kind, name: '', position: `${position.file}:${position.line}` }];
    });
}
