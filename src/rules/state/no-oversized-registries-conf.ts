import { judgeSize, maxRenderedBytes, renderedBytes } from '../../model/files/rendered-size.ts';
import type { MachineConfigPool } from '../../model/machine-config-pools.ts';
import { formatNumber } from '../../model/text/count.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** What everything but registries.conf takes in a rendered MachineConfig, where no pool says: a full one of a worker (DOMAIN 5.4). */
const usualOtherBytes = 300_000;

const sized = (bytes: number) =>
  idms('all').mirror(
    'quay.io/team',
    Array.from({ length: bytes / 1000 }, (_, index) => `mirror.example.com/${index}/${'a'.repeat(900)}`),
  );

/** All sources of the cluster end up in one file of one object (DOMAIN 5.3, 5.4). */
export default defineRule({
  id: 'no-oversized-registries-conf',
  requires: ['nodes'],
  uses: ['machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-SIZE-MC'],
    summary:
      'The rendered MachineConfig, with registries.conf in it, stays below what the cluster can store.',
    why: 'The merged mirrors of all objects are one file in the MachineConfig of each pool, as base64. Above 1,572,864 bytes it cannot be stored: the pool becomes RenderDegraded and no change of any kind reaches its nodes any more. From 80 % on the operator warns in its log.',
    fix: 'Use broader sources, one organization instead of each of its repositories, and remove what is not used any more.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [sized(10_000)],
      invalid: [sized(1_000_000), sized(800_000)],
    },
  },

  *check({ facts }) {
    const { before, after } = facts.nodes;
    const growth = after.fileBytes - before.fileBytes;
    if (growth <= 0 || after.problems.length > 0) return;
    const fullest = findFullest(facts.machineConfigPools ?? [], before.fileBytes);
    const { bytes, bytesLeft, verdict } = judgeSize(after.fileBytes, fullest?.otherBytes ?? usualOtherBytes);
    if (verdict === 'fits') return;
    const whose =
      fullest === undefined
        ? 'the rendered MachineConfig comes to about'
        : `the rendered MachineConfig of ${fullest.name} comes to`;
    const growing = `registries.conf grows by ${formatNumber(growth)} bytes to ${formatNumber(after.fileBytes)}, and ${whose} ${formatNumber(bytes)}`;
    if (verdict === 'too-large') {
      yield {
        path: [],
        message: `nodes would get no configuration any more, of any kind. ${growing} of at most ${formatNumber(maxRenderedBytes)} bytes`,
      };
    } else {
      yield {
        path: [],
        message: `${growing}; ${formatNumber(bytesLeft)} bytes are left. Above ${formatNumber(maxRenderedBytes)} no configuration reaches the nodes any more`,
        severity: 'warn',
      };
    }
  },
});

/** The pool that comes to the limit first. Undefined where no pool's MachineConfig could be read. */
function findFullest(
  pools: readonly MachineConfigPool[],
  fileBytes: number,
): { readonly name: string; readonly otherBytes: number } | undefined {
  let fullest: { readonly name: string; readonly otherBytes: number } | undefined;
  for (const pool of pools) {
    if (pool.renderedBytes === undefined) continue;
    const otherBytes = Math.max(0, pool.renderedBytes - renderedBytes(fileBytes));
    if (fullest === undefined || otherBytes > fullest.otherBytes) fullest = { name: pool.name, otherBytes };
  }
  return fullest;
}
