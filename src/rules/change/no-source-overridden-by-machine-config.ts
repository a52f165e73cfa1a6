import { isNestedInside } from '../../model/location/scope.ts';
import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { type PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { joinWords } from '../context/across-objects.ts';
import { machineConfigFile } from '../context/participants.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A drop-in replaces the whole entry of its prefix, and a registries.conf the whole file (DOMAIN 7.8). */
export default defineChangeRule({
  id: 'no-source-overridden-by-machine-config',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  silentWithout: ['machineConfigFiles'],
  meta: {
    category: 'across-objects',
    domain: ['X-DROP-IN'],
    summary: 'Warn if a MachineConfig overrides a source that a change touches',
    why:
      'A MachineConfig can write drop-ins to /etc/containers/registries.conf.d, or registries.conf itself. ' +
      'On the nodes of its pool, an entry there replaces the whole entry that the Machine Config Operator ' +
      'writes for the source: mirrors and policy.',
    fix: 'Change the file in the MachineConfig too, or remove it if the mirror sets replace it.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/other', ['mirror.example.com/other']),
          facts: { machineConfigFiles: [dropIn('quay.io/team')] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { machineConfigFiles: [dropIn('quay.io/team')] },
        },
      ],
    },
  },

  *check(context) {
    const { after, touched } = context.change;
    const pools = poolModelsOf(after, context.facts);
    if (pools.length === 0) return;
    for (const source of touched) {
      const overriding = pools.flatMap((pool) => overridesIn(pool, source));
      for (const group of Map.groupBy(overriding, ({ key }) => key).values()) {
        const [{ file, scope }] = group as [(typeof group)[number]];
        const names = joinWords(
          group.map(({ pool }) => pool),
          2,
        );
        yield {
          ...context.fieldOf(source),
          about: source,
          message:
            `${formatMachineConfig(file)} overrides ${quote(scope)} in pool ${names}; nodes there ignore ` +
            `this change${scope === source ? '' : ' for it'}. Update ${file.path} in the MachineConfig too`,
          related: [machineConfigFile(file)],
        };
      }
    }
  },
});

interface Override {
  readonly pool: string;
  readonly file: ContainersFile;
  /** The source, or a scope inside it. */
  readonly scope: string;
  readonly key: string;
}

function overridesIn(pool: PoolModel, source: string): readonly Override[] {
  const override = (scope: string, file: ContainersFile | undefined): readonly Override[] =>
    file === undefined
      ? []
      : [{ pool: pool.pool, file, scope, key: `${file.machineConfig} ${file.path} ${scope}` }];
  const ofAll = override(source, pool.overridingFile(source));
  if (ofAll.length > 0) return ofAll;
  return pool.ownPrefixes
    .filter((prefix) => isNestedInside(prefix, source))
    .flatMap((prefix) => override(prefix, pool.fileOf(prefix)));
}

function dropIn(location: string) {
  return {
    machineConfig: '99-worker-edge',
    role: 'worker',
    path: '/etc/containers/registries.conf.d/50-edge.conf',
    index: 0,
    text: `[[registry]]\nlocation = "${location}"\n`,
    content: {
      kind: 'registries' as const,
      registries: [{ prefix: '', location, insecure: false, blocked: false, mirrors: [] }],
      searchRegistries: undefined,
    },
  };
}
