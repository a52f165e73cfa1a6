import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { each, type Wrapper, wrappers } from './wrappers.ts';

export interface Unwrapped {
  readonly object: JsonObject;
  readonly within: FieldPath;
}

/**
 * The API objects in a document: the document itself, or the objects inside a List or another wrapper, at any
 * depth. A bare list is the output of `jq .items`. A document without a kind, such as an Ansible playbook, is
 * searched. Never throws.
 */
export function unwrap(value: unknown, within: FieldPath = []): readonly Unwrapped[] {
  if (Array.isArray(value))
    return value.flatMap((element, index) => unwrapElement(element, [...within, index]));
  if (!isJsonObject(value) || isPatch(value)) return [];
  if (!isLikeObject(value)) return search(value, within);
  const content = contentOf(value);
  return content === undefined
    ? [{ object: value, within }]
    : content.flatMap(({ value: element, path, isObject }) =>
        isObject ? unwrapContent(element, [...within, ...path]) : search(element, [...within, ...path]),
      );
}

/** Kustomize patches remove or replace other objects; they are not objects themselves. */
export function isPatch(value: JsonObject): boolean {
  return Object.hasOwn(value, '$patch');
}

function isLikeObject(value: JsonObject): boolean {
  return (
    ['apiVersion', 'kind', 'metadata', 'spec'].some((field) => Object.hasOwn(value, field)) ||
    isInstallConfigPart(value)
  );
}

/** Overrides of an install-config contain only the changed fields. */
function isInstallConfigPart(value: JsonObject): boolean {
  return wrappers.some(({ kind, path }) => kind === undefined && Array.isArray(valueAt(value, path)));
}

/** Whether a value is a list of entries of a mirror set without any field around it. */
export function isSourceList(value: unknown): value is readonly Json[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => typeof fieldOf(entry, 'source') === 'string') &&
    value.some((entry) => Array.isArray(fieldOf(entry, 'mirrors')))
  );
}

/** An object has at least one of these fields. A list of API kinds or object references has none of them. */
const contentFields = ['metadata', 'spec', 'items', 'objects', 'data'] as const;

function hasContent(value: JsonObject): boolean {
  return contentFields.some((field) => Object.hasOwn(value, field));
}

function unwrapElement(element: unknown, within: FieldPath): readonly Unwrapped[] {
  if (Array.isArray(element)) return unwrap(element, within);
  if (!isJsonObject(element)) return [];
  return isLikeObject(element) && hasContent(element) ? unwrap(element, within) : search(element, within);
}

function unwrapContent(element: unknown, within: FieldPath): readonly Unwrapped[] {
  return isJsonObject(element) && !isPatch(element) && !isLikeObject(element)
    ? [{ object: element, within }]
    : unwrap(element, within);
}

/** Finds complete API objects at any depth of a value. */
function search(value: unknown, within: FieldPath): readonly Unwrapped[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => search(element, [...within, index]));
  if (!isJsonObject(value)) return [];
  if (typeof value.apiVersion === 'string' && typeof value.kind === 'string' && hasContent(value))
    return unwrap(value, within);
  if (isInstallConfigPart(value)) return [{ object: value, within }];
  return Object.entries(value).flatMap(([name, child]) => search(child, [...within, name]));
}

interface Content {
  readonly value: Json | undefined;
  readonly path: FieldPath;
  readonly isObject: boolean;
}

/** Undefined for an object that is not a wrapper. */
function contentOf(object: JsonObject): readonly Content[] | undefined {
  const kind = fieldOf(object, 'kind');
  if (typeof kind !== 'string') return undefined;
  if (kind.endsWith('List')) return itemsOf(object);
  const found = wrappers
    .filter((wrapper) => wrapper.kind === kind && (wrapper.holds === 'objects' || wrapper.holds === 'values'))
    .flatMap((wrapper) => valuesOf(object, wrapper));
  return found.length === 0
    ? undefined
    : found.filter(({ path }) => !isRequiredAbsent(valueAt(object, path.slice(0, -1))));
}

function itemsOf(list: JsonObject): readonly Content[] | undefined {
  const { items } = list;
  return Array.isArray(items)
    ? items.map((item: Json, index) => ({
        value: withKindOf(list, item),
        path: ['items', index],
        isObject: true,
      }))
    : undefined;
}

function valuesOf(object: JsonObject, { path, holds }: Wrapper): readonly Content[] {
  return valuesAt(object, path).map((found) => ({ ...found, isObject: holds === 'objects' }));
}

/** A policy of Advanced Cluster Management can require that the object of a template is absent. */
export function isRequiredAbsent(template: unknown): boolean {
  const type = fieldOf(template, 'complianceType');
  return typeof type === 'string' && type.toLowerCase() === 'mustnothave';
}

/** The values at a path that can contain wildcards. */
export function valuesAt(
  value: unknown,
  path: FieldPath,
  before: FieldPath = [],
): readonly { readonly value: Json; readonly path: FieldPath }[] {
  const [step, ...rest] = path;
  if (step === undefined) return [{ value: value as Json, path: before }];
  if (step === each) {
    if (typeof value !== 'object' || value === null) return [];
    const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? value.map((child, index) => [index, child] as const)
      : Object.entries(value);
    return children.flatMap(([name, child]) => valuesAt(child, rest, [...before, name]));
  }
  const child = valueAt(value, [step]);
  return child === undefined ? [] : valuesAt(child, rest, [...before, step]);
}

/** Elements of a typed list can omit their kind; clients derive it from the list. */
function withKindOf(list: JsonObject, element: Json): Json {
  const { apiVersion, kind } = list;
  if (
    !isJsonObject(element) ||
    element.kind !== undefined ||
    typeof kind !== 'string' ||
    typeof apiVersion !== 'string'
  )
    return element;
  const kindOfElements = kind.replace(/List$/, '');
  return kindOfElements === kind || kindOfElements === ''
    ? element
    : { apiVersion, kind: kindOfElements, ...element };
}
