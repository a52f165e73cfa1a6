import assert from 'node:assert/strict';
import { gatherFacts } from '../../../src/cli/facts.ts';
import { lintManifests } from '../../../src/cli/lint-manifests.ts';
import { cliEnforcement } from '../../../src/cli/rule-levels.ts';
import { readCluster } from '../../../src/engine/cluster.ts';
import { diff } from '../../../src/engine/diff.ts';
import { migrate } from '../../../src/engine/migrate.ts';
import { resolve } from '../../../src/engine/pulls/resolve.ts';
import { render } from '../../../src/engine/render.ts';
import { fixFile } from '../../../src/manifests/edit/fix-file.ts';
import { parseImages } from '../../../src/manifests/images/parse-images.ts';
import { locate } from '../../../src/manifests/locate.ts';
import { type ParsedFile, parseManifests, skimManifests } from '../../../src/manifests/parse-manifests.ts';
import { type SourceFile, toSourceFile } from '../../../src/manifests/source-file.ts';
import { isEqualJson } from '../../../src/model/json.ts';
import { rules } from '../../../src/rules/index.ts';
import { defaultMutations } from '../../../src/rules/mutations/index.ts';
import { defineTarget } from '../target.ts';
import { type ManifestInput, manifestInputs } from './inputs.ts';

/** Runs everything that the CLI does with a file. */
export const manifests = defineTarget<ManifestInput>({
  name: 'manifests',
  inputs: manifestInputs,
  check({ text, holds }, stopwatch) {
    const bytes = Buffer.byteLength(text);
    const file = toSourceFile('f.yaml', text);
    const parsed = stopwatch.time(bytes, () => parseManifests(file));
    const skimmed = stopwatch.time(bytes, () => skimManifests(toSourceFile('f.yaml', text)));
    assert.deepEqual(described(skimmed), described(parsed), 'the two readers differ');
    for (const set of holds)
      assert(
        parsed.manifests.some(({ object }) => isEqualJson(object, set)),
        `lost ${JSON.stringify(set)}`,
      );
    stopwatch.time(bytes, () => lintFile(file, parsed));
    stopwatch.time(bytes, () => checkFix(file, parsed));
    stopwatch.time(bytes, () => predict(parsed));
    stopwatch.time(bytes, () => parseImages(toSourceFile('f.yaml', text)));
  },
});

function described({ manifests, problems }: ParsedFile) {
  return {
    // The stack size determines the position of this error, so only the message is compared.
    problems: problems.map((problem) => (/too deeply/.test(problem.message) ? problem.message : problem)),
    manifests: manifests.map((manifest) => {
      const { object, within, apiVersion, kind, name } = manifest;
      return { object, within, apiVersion, kind, name, place: locate(manifest, ['spec']) };
    }),
  };
}

function lintFile(file: SourceFile, { manifests, problems }: ParsedFile): void {
  const enforcement = cliEnforcement({});
  const facts = gatherFacts(manifests, {});
  const report = lintManifests(
    { manifests, problems, warnings: [], fileCount: 1 },
    { rules, enforcement, facts },
  );
  const lines = file.text.split(/\r\n|\n|\r/).length;
  for (const { message, position } of report.findings) {
    assert(!message.includes('the rule failed'), message);
    assert(
      position.line >= 1 && position.line <= lines && position.column >= 1,
      `${position.line}:${position.column}: ${message}`,
    );
  }
}

function checkFix(file: SourceFile, { manifests, problems }: ParsedFile): void {
  if (problems.length > 0) return;
  const fixed = fixFile(file, manifests, defaultMutations);
  if (fixed.problems.length > 0) {
    assert.equal(fixed.text, file.text, 'a file with a problem is changed');
    return;
  }
  const again = toSourceFile('f.yaml', fixed.text);
  const parsed = parseManifests(again);
  assert.deepEqual(parsed.problems, [], 'the fixed file is broken');
  assert.deepEqual(
    fixFile(again, parsed.manifests, defaultMutations).fixes,
    [],
    'a fixed file is fixed again',
  );
}

function predict({ manifests }: ParsedFile): void {
  const objects = manifests.map(({ object }) => object);
  const cluster = readCluster(objects);
  render(cluster);
  diff(readCluster(objects.slice(1)), cluster);
  migrate(objects);
  resolve(cluster, ['quay.io/a/b:v1', `src.io:5000/ocp@sha256:${'0'.repeat(64)}`, '*.src.io', '']);
}
