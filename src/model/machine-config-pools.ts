import { utf8Length } from './files/rendered-size.ts';
import { fieldOf, isJsonObject, type Json, type JsonObject, textAt, valueAt } from './json.ts';

/** The part of a MachineConfigPool that determines the effect of a change on its nodes (DOMAIN 6.1). */
export interface MachineConfigPool {
  readonly name: string;
  /** `spec.paused`: a paused pool applies changes after it is resumed. */
  readonly isPaused: boolean;
  /** `spec.maxUnavailable` as written: a number or a percentage of the nodes. Default: 1. */
  readonly maxUnavailable: number | string;
  /** `status.machineCount`; undefined if the pool has none. */
  readonly machines?: number;
  /**
   * Roles of the MachineConfigs that the pool selects; undefined if its selector does not use the role label.
   */
  readonly roles?: readonly string[];
  /**
   * Size of the pool's present rendered MachineConfig as JSON, in bytes; undefined if that object is unknown.
   */
  readonly renderedBytes?: number;
}

/**
 * Returns the pools among objects of any shape, in input order; undefined if there are none. Measures the
 * rendered MachineConfig of a pool if it is among the objects.
 */
export function readMachineConfigPools(
  objects: Iterable<JsonObject>,
): readonly MachineConfigPool[] | undefined {
  const pools: JsonObject[] = [];
  const configs = new Map<string, JsonObject>();
  for (const object of objects) {
    if (!String(object.apiVersion).startsWith('machineconfiguration.openshift.io/')) continue;
    if (object.kind === 'MachineConfigPool') pools.push(object);
    if (object.kind === 'MachineConfig') configs.set(textAt(object, ['metadata', 'name']), object);
  }
  return pools.length === 0 ? undefined : pools.map((pool) => readPool(pool, configs));
}

function readPool(pool: JsonObject, configs: ReadonlyMap<string, JsonObject>): MachineConfigPool {
  const maxUnavailable = valueAt(pool, ['spec', 'maxUnavailable']);
  const machines = valueAt(pool, ['status', 'machineCount']);
  const rendered = configs.get(
    textAt(pool, ['status', 'configuration', 'name']) || textAt(pool, ['spec', 'configuration', 'name']),
  );
  return {
    name: textAt(pool, ['metadata', 'name']),
    isPaused: valueAt(pool, ['spec', 'paused']) === true,
    maxUnavailable:
      typeof maxUnavailable === 'number' || typeof maxUnavailable === 'string' ? maxUnavailable : 1,
    ...(typeof machines === 'number' ? { machines } : {}),
    ...rolesOf(fieldOf(fieldOf(pool, 'spec'), 'machineConfigSelector')),
    ...(rendered === undefined ? {} : { renderedBytes: bytesOf(rendered) }),
  };
}

const roleLabel = 'machineconfiguration.openshift.io/role';

function rolesOf(selector: Json | undefined): Pick<MachineConfigPool, 'roles'> {
  const role = valueAt(selector, ['matchLabels', roleLabel]);
  const expressions = fieldOf(selector, 'matchExpressions');
  const expression = Array.isArray(expressions)
    ? expressions.find((each) => fieldOf(each, 'key') === roleLabel && fieldOf(each, 'operator') === 'In')
    : undefined;
  const values = typeof role === 'string' ? [role] : fieldOf(expression, 'values');
  return Array.isArray(values) ? { roles: values.filter((value) => typeof value === 'string') } : {};
}

/** Size as JSON in bytes. Empties `managedFields`, because only some inputs include them. */
function bytesOf(config: JsonObject): number {
  const metadata = fieldOf(config, 'metadata');
  const stored = isJsonObject(metadata)
    ? { ...config, metadata: { ...metadata, managedFields: [] } }
    : config;
  return utf8Length(JSON.stringify(stored));
}
