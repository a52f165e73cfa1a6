import { fieldOf, type JsonObject, valueAt } from '../../model/json.ts';
import { generatedBy, isReadPath, roleLabel } from './read-machine-configs.ts';

/**
 * Keeps the parts that `readMachineConfig` reads. Files with other paths, such as the pull secret, are
 * dropped.
 */
export function reduceMachineConfig(object: JsonObject): JsonObject {
  const role = valueAt(object, ['metadata', 'labels', roleLabel]);
  const generated = valueAt(object, ['metadata', 'annotations', generatedBy]);
  const files = valueAt(object, ['spec', 'config', 'storage', 'files']);
  return {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    metadata: {
      name: valueAt(object, ['metadata', 'name']) ?? '',
      uid: valueAt(object, ['metadata', 'uid']) ?? '',
      ...(role === undefined ? {} : { labels: { [roleLabel]: role } }),
      ...(generated === undefined ? {} : { annotations: { [generatedBy]: generated } }),
    },
    spec: {
      config: {
        storage: {
          // Keeps the indices of files, because messages contain them.
          files: Array.isArray(files) ? files.map((file) => (isRead(file) ? file : {})) : [],
        },
      },
    },
  };
}

function isRead(file: unknown): boolean {
  const path = fieldOf(file, 'path');
  return typeof path === 'string' && isReadPath(path);
}
