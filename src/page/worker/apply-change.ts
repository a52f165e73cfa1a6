import { type JsonObject, valueAt } from '../../model/json.ts';
import type { PageChange, PageState } from '../data/page-data.ts';

/**
 * The state after a change. Objects of the change replace those of the same name, and its known facts replace
 * those of the state.
 */
export function applyChange(base: PageState, { mode, state: change }: PageChange): PageState {
  if (mode === 'replace') return change;
  const replaced = new Set(change.objects.map(({ object }) => keyOf(object)));
  const { clusterVersion = base.clusterVersion } = change;
  return {
    objects: [...base.objects.filter(({ object }) => !replaced.has(keyOf(object))), ...change.objects],
    facts: { ...base.facts, ...change.facts, ...mergedLists(base, change) },
    ...(clusterVersion === undefined ? {} : { clusterVersion }),
    isComplete: base.isComplete,
    unknown: base.unknown,
    notes: [...base.notes, ...change.notes],
    otherDocuments: [...base.otherDocuments, ...change.otherDocuments],
    fixes: [...base.fixes, ...change.fixes],
  };
}

function keyOf(object: JsonObject): string {
  const { apiVersion, kind, metadata } = object;
  return JSON.stringify([apiVersion, kind, valueAt(metadata, ['namespace']), valueAt(metadata, ['name'])]);
}

/** Facts that are lists of objects; an object of the change replaces the one with the same name. */
function mergedLists(base: PageState, change: PageState): Partial<PageState['facts']> {
  const { imagePolicies, machineConfigPools, catalogs } = change.facts;
  return {
    ...(imagePolicies === undefined
      ? {}
      : {
          imagePolicies: merge(base.facts.imagePolicies, imagePolicies, ({ namespace = '', name }) =>
            [namespace, name].join('/'),
          ),
        }),
    ...(machineConfigPools === undefined
      ? {}
      : {
          machineConfigPools: merge(base.facts.machineConfigPools, machineConfigPools, ({ name }) => name),
        }),
    ...(catalogs === undefined ? {} : { catalogs: merge(base.facts.catalogs, catalogs, ({ name }) => name) }),
  };
}

function merge<Value>(
  base: readonly Value[] = [],
  changed: readonly Value[],
  keyOfValue: (value: Value) => string,
): readonly Value[] {
  return [...new Map([...base, ...changed].map((value) => [keyOfValue(value), value])).values()];
}
