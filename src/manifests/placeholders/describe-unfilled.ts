import { evaluatedKind } from '../../engine/intended-kind.ts';
import { unfilledDomain } from '../../engine/placeholders/fill-object.ts';
import type { Filler } from '../../engine/placeholders/fillers.ts';
import { valueAt } from '../../model/json.ts';
import { count } from '../../model/text/count.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import { shownPath } from '../document-terms.ts';
import { locate } from '../locate.ts';
import type { Manifest } from '../manifest.ts';
import type { InputProblem } from '../source-file.ts';
import { writtenObject } from './fill.ts';

/** One warning per object that names the values that are not known. */
export function describeUnfilled(manifests: readonly Manifest[]): readonly InputProblem[] {
  return manifests.flatMap((manifest) => {
    const { unfilled = [], kind, name, becomes } = manifest;
    const [first] = unfilled;
    if (first === undefined) return [];
    const { file, line, column } = locate(manifest, first);
    const object = becomes === undefined ? ` of ${kind} ${name}` : '';
    const verb = unfilled.length === 1 ? 'has a placeholder and is' : 'have placeholders and are';
    const message =
      `${count(unfilled.length, 'value')}${object} ${verb} not evaluated: ${listed(manifest, unfilled)}` +
      (isReplaced(manifest, unfilled) ? `; predictions use a registry of ${unfilledDomain} instead` : '');
    return [{ file, line, column, message, fix: adviceFor(manifest, first) }];
  });
}

/** Names and the fields of other kinds stay as written. */
function isReplaced({ object }: Manifest, unfilled: readonly FieldPath[]): boolean {
  return evaluatedKind(object) !== undefined && unfilled.some(([first]) => first === 'spec');
}

const maxListed = 5;

function listed(manifest: Manifest, paths: readonly FieldPath[]): string {
  const left = paths.length - maxListed;
  const shown = paths.slice(0, maxListed).map((path) => formatFieldPath(shownPath(manifest, path)));
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}

function adviceFor(manifest: Manifest, path: FieldPath): string {
  const { document, fillers = [] } = manifest;
  const advice: Readonly<Record<Filler['tool'], string>> = {
    'oc process': `Check the output of \`oc process --local -f ${document.file.name} -p NAME=VALUE\`.`,
    'Advanced Cluster Management': 'Check the objects that the policy creates in the managed clusters.',
    'Argo CD': 'Check the objects that Argo CD creates.',
    Hive: 'Check the objects that Hive creates.',
    'another tool': 'Check the output of the tool that fills in the placeholders.',
  };
  const value = valueAt(writtenObject(manifest), path);
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  const filler = fillers.find(({ placeholder }) => text.search(placeholder) !== -1);
  return advice[filler?.tool ?? 'another tool'];
}
