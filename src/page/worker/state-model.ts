import { assembleCluster, type Cluster, readCluster } from '../../engine/cluster.ts';
import type { Origin } from '../../engine/origin.ts';
import { pathInDocument } from '../../manifests/manifest.ts';
import { ClusterModel } from '../../model/cluster-model.ts';
import { valueAt } from '../../model/json.ts';
import { once } from '../../model/once.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import { lineOf } from '../data/lines.ts';
import type { PageState, PlacedObject } from '../data/page-data.ts';

/** A field of an input object, as displayed by the page. */
export interface ObjectField {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** Absent if the input does not contain the object. */
  readonly file?: string;
  readonly line?: number;
}

/** One state with all derived values; each is computed when it is first read. */
export class StateModel {
  readonly state: PageState;
  readonly #cluster = once(() => toCluster(this.state));
  readonly #model = once(() => ClusterModel.predict(this.cluster.state));
  readonly #byName = once(() => new Map(this.state.objects.map((placed) => [nameOf(placed), placed])));

  constructor(state: PageState) {
    this.state = state;
  }

  get cluster(): Cluster {
    return this.#cluster();
  }

  get model(): ClusterModel {
    return this.#model();
  }

  fieldOf({ kind, name, path }: { kind: string; name: string; path: FieldPath }): ObjectField {
    const placed = this.#byName().get(`${kind} ${name}`);
    return placed === undefined
      ? { kind, name, path: formatFieldPath(path) }
      : { kind, name, ...placeIn(placed, path) };
  }

  fieldsOf(origins: readonly Origin[]): readonly ObjectField[] {
    return origins.map((origin) => this.fieldOf(origin));
  }
}

export function placeIn(
  { object, source, partial }: PlacedObject,
  path: FieldPath,
): Pick<ObjectField, 'path' | 'file' | 'line'> {
  const field = source && { file: source.file, line: lineOf(object, source.lines, path) };
  const shown = partial === undefined ? path : pathInDocument(partial, path);
  return { path: formatFieldPath(shown), ...field };
}

function nameOf({ object }: PlacedObject): string {
  return `${String(object.kind)} ${String(valueAt(object, ['metadata', 'name']))}`;
}

function toCluster({ objects, facts, clusterVersion, isComplete, unknown }: PageState): Cluster {
  const read = readCluster(
    objects.map(({ object }) => object),
    {
      ...(clusterVersion === undefined ? {} : { openshiftVersion: clusterVersion.version }),
      isComplete,
      unknown,
    },
  );
  const { machineConfigFiles } = read.optionalFacts;
  return assembleCluster({
    mirrorSets: read.state.mirrorSets,
    imageConfig: read.imageConfig,
    clusterVersion,
    optionalFacts: { ...facts, ...(machineConfigFiles === undefined ? {} : { machineConfigFiles }) },
    notes: read.notes,
    isComplete,
    unknown,
  });
}
