import type { Option } from './option.ts';

/** Where audit records go, and how certain it is that they stay. */
export const auditOptions = {
  auditFile: {
    name: 'audit-file',
    type: { kind: 'text' },
    description:
      'File that audit records are appended to, one line of JSON a decision; created with mode 0600. One process a file. Left out: standard output, unless `--audit-url` is given.',
  },
  auditFsync: {
    name: 'audit-fsync',
    type: { kind: 'choice', of: ['never', 'interval', 'always', 'durable'] },
    default: 'interval',
    description:
      'When the disk is asked to keep what was written to `--audit-file`: `never` leaves it to the system, `interval` does it every second, `always` after each write, and with `durable` answers wait for it: no decision is handed out that is not on disk, unless `--on-deadline` and `--on-internal-error` let it through.',
  },
  auditMaxBytes: {
    name: 'audit-max-bytes',
    type: { kind: 'whole', most: 1e12 },
    default: '104857600',
    description:
      'Size from which `--audit-file` is full: it is renamed, and a new one is begun. `0`: files may be of any size.',
  },
  auditMaxAgeHours: {
    name: 'audit-max-age-hours',
    type: { kind: 'whole', most: 87_600 },
    default: '0',
    description:
      'Hours after its first record from which `--audit-file` is full; it is renamed when the next record comes. `0`: any age.',
  },
  auditKeep: {
    name: 'audit-keep',
    type: { kind: 'whole', most: 1_000_000 },
    default: '10',
    description:
      'How many full files are kept beside `--audit-file`; the oldest is removed. `0`: all are kept.',
  },
  auditUrl: {
    name: 'audit-url',
    type: { kind: 'text' },
    description:
      'Collector that audit records are sent to as well (POST, application/x-ndjson): `https://`, or `http://` to this machine itself. Answers never wait for it; what does not fit into 16 MiB of memory while it cannot be reached is dropped and counted.',
  },
  auditUrlCaFile: {
    name: 'audit-url-ca-file',
    type: { kind: 'text' },
    description:
      "CA certificates in PEM that the certificate of `--audit-url` may come from. Left out: the system's.",
  },
  auditUrlTokenFile: {
    name: 'audit-url-token-file',
    type: { kind: 'text' },
    description: 'File with a bearer token for `--audit-url`; read anew for each request.',
  },
} as const satisfies Readonly<Record<string, Option>>;
