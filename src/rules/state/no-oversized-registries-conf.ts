import {
  maxRenderedBytes,
  type SizeVerdict,
  sizeBudget,
  usualOtherBytes,
} from '../../model/files/rendered-size.ts';
import { formatNumber } from '../../model/text/count.ts';
import { type FullestPool, renderedSizeOf } from '../context/rendered-size.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateFinding } from '../finding.ts';

const sized = (bytes: number) =>
  idms('all').mirror(
    'quay.io/team',
    Array.from({ length: bytes / 1000 }, (_, index) => `mirror.example.com/${index}/${'a'.repeat(900)}`),
  );

/** The operator writes all sources of the cluster to one file in one object (DOMAIN 5.3, 5.4). */
export default defineStateRule({
  id: 'no-oversized-registries-conf',
  // The lists of image.config only add to the file, so it is too large without them as well.
  uses: ['imageConfig', 'machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-SIZE-MC'],
    summary: 'Disallow a registries.conf that is too large for the rendered MachineConfig',
    why:
      'The merged mirrors of all objects are one file in a MachineConfig for each pool, as base64. If the ' +
      'rendered MachineConfig exceeds 1,572,864 bytes, the pool becomes RenderDegraded and gets no ' +
      'new configuration at all. If the MachineConfig with the file alone exceeds it, etcd rejects the ' +
      'write; only the controller log reports that, and nodes keep their current file.',
    fix:
      'Use broader sources, one organization instead of each of its repositories, and remove entries that ' +
      'are no longer used.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [sized(10_000)],
      invalid: [sized(1_100_000), sized(800_000)],
    },
  },

  *check(context) {
    const { cluster, deployed, facts, isStopReported } = context;
    const { verdict, fullest } = renderedSizeOf(cluster, deployed, facts);
    if (verdict === 'fits') return;
    const found = report(verdict, cluster.fileBytes, fullest);
    if (verdict === 'near-limit') return yield { ...found, isCovered: isStopReported };
    // A write that grows the file from 80 % of the limit to a size that some platforms reject is reported. A
    // write that shrinks the file is not.
    const [identity, covered] = verdict === 'may-be-too-large' ? [verdict, ''] : ['', 'may-be-too-large'];
    yield { ...found, identity, isCovered: isStopReported };
    yield { ...found, identity: covered, isCovered: true };
  },
});

const advice = 'Use broader sources, and remove entries that are no longer used';

function report(
  verdict: Exclude<SizeVerdict, 'fits'>,
  fileBytes: number,
  fullest: FullestPool | undefined,
): StateFinding {
  const limit = formatNumber(maxRenderedBytes);
  const file = `registries.conf would have ${formatNumber(fileBytes)} bytes`;
  if (verdict === 'fragment-too-large')
    return finding(
      `${file}, and its MachineConfig more than ${limit}; no mirror change would reach the nodes any more, ` +
        'and only the log of the machine-config-controller reports it: "etcdserver: request is too large". ' +
        `${advice}`,
    );
  const isTooLarge = verdict === 'too-large';
  const otherBytes = fullest?.otherBytes ?? (isTooLarge ? usualOtherBytes.least : usualOtherBytes.most);
  const { bytes, bytesLeft } = sizeBudget(fileBytes, otherBytes);
  const whose = fullest === undefined ? '' : ` of ${fullest.name}`;
  const about = fullest !== undefined ? '' : isTooLarge ? 'at least ' : 'up to ';
  const sizes =
    `${file}, and the rendered MachineConfig${whose} ` + `${about}${formatNumber(bytes)} of at most ${limit}`;
  if (isTooLarge)
    return finding(`${sizes}; nodes would get no new configuration of any kind (RenderDegraded). ${advice}`);
  const left = bytesLeft < 0 ? '' : `; ${formatNumber(bytesLeft)} bytes are left`;
  return {
    ...finding(`${sizes}${left}. Above the limit, nodes get no new configuration of any kind. ${advice}`),
    severity: 'warn',
  };
}

/** The finding names no object, because all objects contribute to the file. */
function finding(message: string): StateFinding {
  return { identity: '', about: '', involves: [], message };
}
