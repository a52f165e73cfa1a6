import type { Option } from './option.ts';

/** Destinations and durability of audit records. */
export const auditOptions = {
  auditFile: {
    name: 'audit-file',
    type: { kind: 'text' },
    description:
      'File to which audit records are appended, one JSON line per decision; created with mode ' +
      '0600. Each process needs its own file. If not set, records are written to standard ' +
      'output, unless `--audit-url` is set.',
  },
  auditFsync: {
    name: 'audit-fsync',
    type: { kind: 'choice', of: ['never', 'interval', 'always', 'durable'] },
    default: 'interval',
    description:
      'When `--audit-file` is synced to disk: `never` (the system decides), `interval` (every ' +
      'second), `always` (after each write) or `durable` (after each write, and responses wait ' +
      'for it). With `durable`, `--on-deadline` and `--on-internal-error` decide if a record is ' +
      'not on disk in time.',
  },
  auditMaxBytes: {
    name: 'audit-max-bytes',
    type: { kind: 'whole', most: 1e12 },
    default: '104857600',
    description: 'Size at which `--audit-file` is rotated. `0` disables rotation by size.',
  },
  auditMaxAgeHours: {
    name: 'audit-max-age-hours',
    type: { kind: 'whole', most: 87_600 },
    default: '24',
    description:
      'Age of the first record, in hours, at which `--audit-file` is rotated; the next record ' +
      'triggers the rotation. `0` disables rotation by age.',
  },
  auditRetainHours: {
    name: 'audit-retain-hours',
    type: { kind: 'whole', most: 87_600 },
    default: '720',
    description:
      'How long rotated files are retained, in hours; older files are removed when a file is rotated ' +
      'or `--audit-max-total-bytes` is reached. `0` retains all.',
  },
  auditMaxTotalBytes: {
    name: 'audit-max-total-bytes',
    type: { kind: 'whole', most: 1e15 },
    default: '1073741824',
    description:
      'Maximum size of all files of the audit log. When it is reached, newer files are not removed; ' +
      'records cannot be written, as if the disk were full. `0` disables the limit.',
  },
  auditKeyFile: {
    name: 'audit-key-file',
    type: { kind: 'text' },
    description:
      'File with a secret key of at least 32 bytes. The hash of each record is then an HMAC-SHA-256, so ' +
      'only holders of the key can create records that `audit verify --key-file` accepts. Read at the start.',
  },
  auditUrl: {
    name: 'audit-url',
    type: { kind: 'text' },
    description:
      'URL of a collector to which audit records are also sent (POST, application/x-ndjson): ' +
      '`https://`, or `http://` for a loopback address. Responses never wait for it. While it is ' +
      'unreachable, up to 16 MiB of records are buffered; more are dropped and counted.',
  },
  auditUrlCaFile: {
    name: 'audit-url-ca-file',
    type: { kind: 'text' },
    description:
      'CA certificates (PEM) that may sign the certificate of `--audit-url`. If not set, the CAs ' +
      'of the system are used.',
  },
  auditUrlTokenFile: {
    name: 'audit-url-token-file',
    type: { kind: 'text' },
    description: 'File with a bearer token for `--audit-url`; read again for each request.',
  },
} as const satisfies Readonly<Record<string, Option>>;
