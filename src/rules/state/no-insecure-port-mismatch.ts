import { authorityOf, enclosingAmong } from '../../model/location/scope.ts';
import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { mirrorsByTrust, type TrustedMirror } from '../context/insecure-mirrors.ts';
import { imageConfigList, listedScope } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Severity } from '../finding.ts';

/** insecureRegistries matches a host with exactly its port; only a wildcard matches any port (DOMAIN 4.5). */
export default defineStateRule({
  id: 'no-insecure-port-mismatch',
  requires: ['imageConfig'],
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-MISS'],
    summary: 'Warn if insecureRegistries does not apply to a mirror of a listed host',
    why:
      'In insecureRegistries, `host` does not cover `host:5000`, and `host:5000` does not cover ' +
      '`host`. A mirror over plain HTTP, or with a certificate of an unknown CA, then fails on ' +
      'every pull, and nodes use the next mirror or the source. The list has no effect on mirrors ' +
      'in a file of a MachineConfig.',
    fix:
      'List the mirror in insecureRegistries with exactly its port, or set `insecure = true` in the file ' +
      'of the MachineConfig. No action is required if nodes trust its certificate.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['mirror.example.com:5000'] },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['*.example.com'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['mirror.example.com'] },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['lab.example.com/team', 'mirror.example.com/team']),
          imageConfig: { insecureRegistries: ['lab.example.com'] },
        },
      ],
    },
  },

  *check(context) {
    const { insecure } = context.cluster.listed;
    if (insecure.size === 0) return;
    const byHost = Map.groupBy(insecure, (scope) => hostOf(authorityOf(scope)));
    const mirrors = context.share(mirrorsByTrust);
    const partlyInsecure = new Set(
      mirrors.flatMap(({ found }) => (found.isInsecure && found.file === undefined ? found.source : [])),
    );
    for (const { found, where, pools } of mirrors) {
      const { source, mirror } = found;
      const ofHost = byHost.get(hostOf(authorityOf(mirror))) ?? [];
      const trust = findTrust(found, { ofHost, insecure, partlyInsecure });
      if (trust === undefined) continue;
      const scopes = trust.scopes.map((scope) => listedScope('insecureRegistries', scope, context.cluster));
      yield {
        identity: `${source} ${mirror}`,
        about: mirror,
        involves: [
          ...found.involves(),
          ...(scopes.length === 0 ? [imageConfigList('insecureRegistries')] : scopes),
        ],
        causes: [...pools, ...trust.scopes],
        message: `nodes${where} verify TLS for mirror ${quote(mirror)}${trust.reason}`,
        ...(trust.severity === undefined ? {} : { severity: trust.severity }),
      };
    }
  },
});

function findTrust(
  { source, mirror, isInsecure, file }: TrustedMirror,
  lists: {
    readonly ofHost: readonly string[];
    readonly insecure: ReadonlySet<string>;
    readonly partlyInsecure: ReadonlySet<string>;
  },
): Trust | undefined {
  if (isInsecure) return undefined;
  if (file !== undefined)
    return trustInFile(file, new Set([...enclosingAmong(mirror, lists.insecure), ...lists.ofHost]));
  return (
    trustInList(mirror, lists.ofHost) ?? (lists.partlyInsecure.has(source) ? trustInPart(source) : undefined)
  );
}

interface Trust {
  /** The scopes of insecureRegistries that do not apply to the mirror. */
  readonly scopes: readonly string[];
  readonly reason: string;
  readonly severity?: Severity;
}

function trustInList(mirror: string, ofHost: readonly string[]): Trust | undefined {
  const scopes = ofHost.filter((scope) => authorityOf(scope) !== authorityOf(mirror));
  if (scopes.length === 0) return undefined;
  const reason =
    `; insecureRegistries lists ${quoteSome(scopes, 2)}, but the port must be the same. List the mirror ` +
    'with its port, or make its certificate trusted';
  return { scopes, reason };
}

/** The operator marks mirrors as insecure in its own file only. */
function trustInFile(file: ContainersFile, scopes: ReadonlySet<string>): Trust | undefined {
  if (scopes.size === 0) return undefined;
  const reason =
    `; insecureRegistries lists ${quoteSome([...scopes], 2)}, but does not apply to the file of ` +
    `${formatMachineConfig(file)}. Set insecure = true in ${file.path}, or make its certificate trusted`;
  return { scopes: [...scopes], reason };
}

/** Mirrors with different TLS verification are common, so the finding has level audit. */
function trustInPart(source: string): Trust {
  const reason =
    `, but not for others of ${quote(source)}; insecureRegistries does not cover it. List it there if ` +
    'nodes do not trust its certificate';
  return { scopes: [], reason, severity: 'audit' };
}

function hostOf(authority: string): string {
  return authority.replace(/:\d+$/, '');
}
