import {
  judgeSize,
  maxRenderedBytes,
  predictSize,
  renderedBytes,
  usualOtherBytes,
} from '../../model/files/rendered-size.ts';
import type { MachineConfigPool } from '../../model/machine-config-pools.ts';
import { formatNumber } from '../../model/text/count.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const objectOfSize = (bytes: number) =>
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
    why: 'The merged mirrors of all objects are one file in a MachineConfig for each pool, as base64. If the rendered MachineConfig exceeds 1,572,864 bytes, the pool becomes RenderDegraded and gets no configuration of any kind. If the MachineConfig with the file alone exceeds it, etcd denies the write; only the controller log reports that, and nodes keep the file that they have. Above 80 %, the Machine Config Operator logs a warning.',
    fix: 'Use broader sources, one organization instead of each of its repositories, and remove what is not used any more.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [objectOfSize(10_000)],
      invalid: [objectOfSize(1_100_000), objectOfSize(800_000)],
    },
  },

  *check({ facts }) {
    const { before, after } = facts.nodes;
    const growth = after.fileBytes - before.fileBytes;
    if (growth <= 0 || after.problems.length > 0) return;
    const fullest = findFullest(facts.machineConfigPools ?? [], before.fileBytes);
    const verdict = predictSize(after.fileBytes, fullest?.otherBytes);
    if (verdict === 'fits') return;
    const growing = `registries.conf grows by ${formatNumber(growth)} bytes to ${formatNumber(after.fileBytes)}`;
    const limit = formatNumber(maxRenderedBytes);
    if (verdict === 'fragment-too-large') {
      yield {
        path: [],
        message: `no mirror change would reach the nodes any more. ${growing}, and the MachineConfig that holds it exceeds ${limit} bytes; only the log of the machine-config-controller reports it ("etcdserver: request is too large")`,
      };
      return;
    }
    const isTooLarge = verdict === 'too-large';
    const otherBytes = fullest?.otherBytes ?? (isTooLarge ? usualOtherBytes.least : usualOtherBytes.most);
    const { bytes, bytesLeft } = judgeSize(after.fileBytes, otherBytes);
    const whose = fullest === undefined ? '' : ` of ${fullest.name}`;
    const about = fullest !== undefined ? '' : isTooLarge ? 'at least ' : 'up to ';
    const sized = `${growing}; the rendered MachineConfig${whose} then has ${about}${formatNumber(bytes)} of at most ${limit} bytes`;
    if (isTooLarge)
      yield { path: [], message: `nodes would get no configuration of any kind any more. ${sized}` };
    else
      yield {
        path: [],
        message: `${sized}${bytesLeft < 0 ? '' : `; ${formatNumber(bytesLeft)} bytes are left`}. Above the limit, nodes get no configuration of any kind`,
        severity: 'warn',
      };
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
