import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readApiAudit } from '../../../src/audit/reading/api-audit.ts';
import type { AuditInput } from '../../../src/audit/reading/audit-input.ts';
import { NotReadable, notCompressed, splitLines } from '../../../src/audit/reading/read-lines.ts';
import { type Verification, verifyLogs } from '../../../src/audit/reading/verify-logs.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { run } from '../../cli/run.ts';
import { type ByteChange, byteChanges, changeBytes } from '../arbitraries/change-bytes.ts';
import { defineTarget, type Stopwatch } from '../target.ts';
import { forge, type WrittenLog, writtenLogs } from './written-logs.ts';

interface LineChange extends JsonObject {
  readonly how: 'remove' | 'repeat' | 'swap' | 'forge' | 'cut';
  readonly file: number;
  readonly line: number;
}

interface AuditInputs extends JsonObject {
  /** A key of `writtenLogs`. */
  readonly log: string;
  readonly lines: readonly LineChange[];
  /** The index of the file that is changed. */
  readonly file: number;
  readonly bytes: readonly JsonObject[];
}

const disturbances = [
  '\n',
  '\r\n',
  '{',
  '}',
  '"',
  ',"chain":{',
  '"hash":"',
  '\u0000',
  '{"type":"decision"}\n',
  '\ufeff',
];

const inputs: fc.Arbitrary<AuditInputs> = fc
  .record({
    log: fc.constantFrom(...Object.keys(writtenLogs)),
    lines: fc.array(
      fc.record({
        how: fc.constantFrom('remove' as const, 'repeat', 'swap', 'forge', 'cut'),
        file: fc.nat(1),
        line: fc.nat(12),
      }),
      { maxLength: 2 },
    ),
    file: fc.nat(1),
    bytes: byteChanges(disturbances, 2),
  })
  .map((input) => JSON.parse(JSON.stringify(input)) as AuditInputs);

/** Runs `audit verify`, `audit query` and `audit stats` with changed files. */
export const audit = defineTarget<AuditInputs>({
  name: 'audit',
  inputs,
  async check(input, stopwatch) {
    const log = writtenLogs[input.log] as WrittenLog;
    const files = changeLog(log, input);
    const size = files.reduce((sum, file) => sum + file.length, 0);
    const { problems, isComplete } = stopwatch.time(size, () => verify(log, files));
    const isVerified = problems === 0 && isComplete;
    const isChanged = files.some((file, index) => !file.equals(log.files[index] as Buffer));
    assert.equal(
      isVerified,
      !isChanged,
      isChanged ? 'a changed log is verified' : 'an unchanged log is not verified',
    );
    await checkCommands(files[input.file] as Buffer, stopwatch);
  },
});

function changeLog({ files }: WrittenLog, { lines, file, bytes }: AuditInputs): readonly Buffer[] {
  const changed = files.map((each) => each.toString().split('\n').slice(0, -1));
  for (const change of lines) changeLines(changed, change);
  return changed.map((each, index) => {
    const written = Buffer.from(each.map((line) => `${line}\n`).join(''));
    return index === file ? changeBytes(written, bytes as unknown as readonly ByteChange[]) : written;
  });
}

function changeLines(files: string[][], { how, file, line }: LineChange): void {
  const lines = files[file] ?? [];
  const at = line % Math.max(lines.length, 1);
  const here = lines[at];
  if (here === undefined) return;
  if (how === 'remove') lines.splice(at, 1);
  else if (how === 'repeat') lines.splice(at, 0, here);
  else if (how === 'cut') lines.splice(at);
  else if (how === 'forge') files[file] = [...forge(lines, at)];
  else [lines[0], lines[at]] = [here, lines[0] as string];
}

function toInput(bytes: Buffer, name: string): AuditInput {
  return { name, lines: () => splitLines(notCompressed([bytes])) };
}

function verify({ seals, heads }: WrittenLog, files: readonly Buffer[]): Verification {
  const named = files.map((bytes, index) => toInput(bytes, `file-${index}`));
  const ignore = () => {};
  return verifyLogs(
    named,
    { seals, expected: heads },
    { note: ignore, problem: ignore, onUnreadable: ignore },
  );
}

async function checkCommands(bytes: Buffer, stopwatch: Stopwatch): Promise<void> {
  for (const args of [['verify'], ['query'], ['query', '--output', 'json'], ['stats']]) {
    const { code, err } = await stopwatch.timeAsync(bytes.length, () =>
      run(['audit', ...args, '-'], { readStdin: async () => bytes }),
    );
    assert([0, 1, 2].includes(code), `audit ${args.join(' ')}: exit status ${code}: ${err}`);
  }
  stopwatch.time(bytes.length, () =>
    readApiAudit([toInput(bytes, 'api')], (_, error) => assert(error instanceof NotReadable, error)),
  );
}
