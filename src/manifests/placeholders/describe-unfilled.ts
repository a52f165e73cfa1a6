import { count } from '../../model/text/count.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import { shownPath } from '../document-terms.ts';
import { locate } from '../locate.ts';
import type { Manifest } from '../manifest.ts';
import type { InputProblem } from '../source-file.ts';
import { unfilledDomain } from './fill.ts';
import type { Filler } from './fillers.ts';

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
      `${count(unfilled.length, 'value')}${object} ${verb} not evaluated: ${listed(manifest, unfilled)}; ` +
      `predictions use a registry of ${unfilledDomain} instead`;
    return [{ file, line, column, message, fix: adviceFor(manifest) }];
  });
}

const maxListed = 5;

function listed(manifest: Manifest, paths: readonly FieldPath[]): string {
  const left = paths.length - maxListed;
  const shown = paths.slice(0, maxListed).map((path) => formatFieldPath(shownPath(manifest, path)));
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}

function adviceFor({ document, fillers = [] }: Manifest): string {
  const advice: Readonly<Record<Filler['tool'], string>> = {
    'oc process': `Check the output of \`oc process --local -f ${document.file.name} -p NAME=VALUE\`.`,
    'Advanced Cluster Management': 'Check the objects that the policy creates in the managed clusters.',
    'Argo CD': 'Check the objects that Argo CD creates.',
    Hive: 'Check the objects that Hive creates.',
    'another tool': 'Check the output of the tool that fills in the placeholders.',
  };
  const tool = fillers.at(-1)?.tool ?? 'another tool';
  return advice[tool];
}
