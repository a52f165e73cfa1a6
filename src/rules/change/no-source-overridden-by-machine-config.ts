import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import { poolModelsOf } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { inWords } from '../context/across-objects.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A drop-in replaces the whole entry of its prefix, and a registries.conf the whole file (DOMAIN 7.8). */
export default defineChangeRule({
  id: 'no-source-overridden-by-machine-config',
  uses: ['machineConfigFiles', 'machineConfigPools'],
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
          around: { machineConfigFiles: [dropIn('quay.io/team')] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { machineConfigFiles: [dropIn('quay.io/team')] },
        },
      ],
    },
  },

  *check(context) {
    const { after, touched } = context.change;
    const pools = poolModelsOf(after, context.facts);
    if (pools.length === 0) return;
    for (const source of touched) {
      const overriding = pools.flatMap((pool) => {
        const file = pool.overridingFile(source);
        return file === undefined ? [] : [{ pool: pool.pool, file }];
      });
      for (const group of Map.groupBy(overriding, ({ file }) => file).values()) {
        const [{ file }] = group as [(typeof group)[number]];
        const names = inWords(
          group.map(({ pool }) => pool),
          2,
        );
        yield {
          ...context.placeOf(source),
          about: source,
          message:
            `${formatMachineConfig(file)} overrides ${quote(source)} in pool ${names}; nodes there ignore ` +
            `this change. Update ${file.path} in the MachineConfig too`,
          related: [
            {
              kind: 'MachineConfig',
              name: file.machineConfig,
              path: ['spec', 'config', 'storage', 'files', file.index, 'path'],
            },
          ],
        };
      }
    }
  },
});

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
