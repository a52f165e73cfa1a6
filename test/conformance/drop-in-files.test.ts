import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import { resolvePull } from '../../src/model/files/resolve.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { type PoolModel, poolModelsOf } from '../../src/model/pools/pool-model.ts';
import { poolFiles } from '../support/machine-config.ts';

/** Files of /etc/containers, and what containers/image does with them. */
interface Row {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Why it loads none of the files. The text of a TOML error depends on the decoder. */
  readonly error?: string;
  readonly pulls?: readonly Pull[];
}

interface Pull {
  readonly ref: string;
  /** Locations in order, followed by `insecure` and `blocked`. */
  readonly tries?: readonly string[];
  readonly error?: string;
}

const rows: readonly Row[] = gunzipSync(readFileSync(`${import.meta.dirname}/vectors/drop-ins.jsonl.gz`))
  .toString('utf8')
  .split('\n')
  .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

function workerWith(files: Row['files']): PoolModel {
  const absolute = Object.entries(files).map(([path, text]) => [`/etc/containers/${path}`, text]);
  const model = ClusterModel.predict({ mirrorSets: [], imageConfig: {}, version: newestVersion });
  const worker = poolModelsOf(model, poolFiles(Object.fromEntries(absolute), ['worker'])).find(
    ({ pool }) => pool === 'worker',
  );
  if (worker === undefined) throw new Error('no pool has the files');
  return worker;
}

function pullOf(ref: string, { loaded }: PoolModel): Pull {
  const resolution = resolvePull(ref, loaded);
  if (resolution.kind !== 'tries') return { ref, error: resolution.message };
  const tries = resolution.sources.map(({ reference, insecure, blockedBy }) =>
    [reference, ...(insecure ? ['insecure'] : []), ...(blockedBy === undefined ? [] : ['blocked'])].join(' '),
  );
  return { ref, tries };
}

function resultOf({ name, files, pulls = [] }: Row): Row {
  const worker = workerWith(files);
  const error = worker.loadError?.message.replace(/^[^ ]+: /, '');
  if (error !== undefined) return { name, files, error };
  return { name, files, pulls: pulls.map(({ ref }) => pullOf(ref, worker)) };
}

const hasTomlError = ({ error }: Row) => error?.startsWith('toml: ') === true;

describe('registries.conf and drop-ins of MachineConfigs', () => {
  it('load and resolve as in containers/image', () => {
    const exact = rows.filter((row) => !hasTomlError(row));
    expect(exact.map(resultOf)).toEqual(exact);
    expect(exact.length).toBeGreaterThan(200);
  });

  it('do not load if containers/image cannot decode them', () => {
    const undecodable = rows.filter(hasTomlError);
    expect(undecodable.filter((row) => resultOf(row).error === undefined)).toEqual([]);
    expect(undecodable.length).toBeGreaterThan(20);
  });
});
