import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../../model/json.ts';
import type { FieldPath } from '../../model/text/field-path.ts';

/** A tool that replaces placeholders in the objects of a wrapper before a cluster stores them. */
export interface Filler {
  readonly tool: 'oc process' | 'Advanced Cluster Management' | 'Argo CD' | 'Hive' | 'another tool';
  /** Matches one placeholder; has the flag `g`. */
  readonly placeholder: RegExp;
  /**
   * The parameters of a Template, with their default values; undefined for a parameter without a default.
   * Other placeholders of a Template remain in the object.
   */
  readonly parameters?: ReadonlyMap<string, string | undefined>;
}

const braces = /\{\{.*?\}\}|\{%.*?%\}/gs;

/** PolicyGenerator puts the manifests that it references into policies. */
export const policyFiller: Filler = { tool: 'Advanced Cluster Management', placeholder: braces };
export const otherFiller: Filler = { tool: 'another tool', placeholder: braces };

/** The tools that fill in the placeholders of the value at a path of a document, outermost first. */
export function fillersAt(document: unknown, path: FieldPath): readonly Filler[] {
  const enclosing = path.map((_, length) => valueAt(document, path.slice(0, length)));
  const ofWrappers = enclosing.filter(isJsonObject).flatMap(fillerOf);
  return ofWrappers.length === 0 && isInsideOther(document, path) ? [otherFiller] : ofWrappers;
}

function fillerOf(wrapper: JsonObject): readonly Filler[] {
  switch (wrapper.kind) {
    case 'Template':
      return [templateFiller(wrapper)];
    case 'Policy':
    case 'ConfigurationPolicy':
    case 'PolicyGenTemplate':
    case 'PolicyGenerator':
      return [policyFiller];
    case 'ApplicationSet':
      return [{ tool: 'Argo CD', placeholder: braces }];
    case 'SelectorSyncSet':
    case 'SyncSet':
      return valueAt(wrapper, ['spec', 'enableResourceTemplates']) === true
        ? [{ tool: 'Hive', placeholder: braces }]
        : [];
    default:
      return [];
  }
}

/**
 * Whether the document is no API object, no list of them and no install-config: an Ansible playbook,
 * variables, or the values of a Helm chart.
 */
function isInsideOther(document: unknown, path: FieldPath): boolean {
  if (isJsonObject(document)) {
    const isInstallConfig = Object.hasOwn(document, 'apiVersion') && path.length === 0;
    return fieldOf(document, 'kind') === undefined && !isInstallConfig;
  }
  return path.length > 1 && fieldOf(valueAt(document, path.slice(0, 1)), 'kind') === undefined;
}

function templateFiller({ parameters }: JsonObject): Filler {
  const declared = Array.isArray(parameters) ? parameters.filter(isJsonObject) : [];
  return {
    tool: 'oc process',
    // Two braces are a placeholder only if they are the whole value.
    placeholder: /\$\{(\w+)\}|(?<=^\$\{\{)(\w+)(?=\}\}$)/g,
    parameters: new Map(declared.map((parameter) => [String(parameter.name), defaultOf(parameter)])),
  };
}

function defaultOf({ value }: JsonObject): string | undefined {
  return isText(value) && value !== '' ? String(value) : undefined;
}

function isText(value: Json | undefined): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
