import { type JsonObject, valueAt } from '../model/json.ts';

/** Whether a Node runs Windows; undefined without a Node among the objects. */
export function readWindowsNodes(objects: Iterable<JsonObject>): boolean | undefined {
  const nodes = [...objects].filter(({ kind, apiVersion }) => kind === 'Node' && apiVersion === 'v1');
  return nodes.length === 0 ? undefined : nodes.some(isWindowsNode);
}

function isWindowsNode(node: JsonObject): boolean {
  return valueAt(node, ['metadata', 'labels', 'kubernetes.io/os']) === 'windows';
}
