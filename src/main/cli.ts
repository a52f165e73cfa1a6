#!/usr/bin/env node
import { buffer } from 'node:stream/consumers';
import { exitCode } from '../cli/exit-code.ts';
import { runCli } from '../cli/program.ts';
import { reasonOf } from '../manifests/system-reason.ts';
import { clusterAccess } from './cluster-access.ts';
import { describeOldNode, pluginName, readVersion } from './process.ts';
import { readReportPage } from './report-page.ts';

/** The reader of the output can stop early (`| head`), which must not change the exit status. */
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (output === process.stdout)
      process.stderr.write(`error: standard output ${reasonOf(error, 'write')}\n`);
    process.exit(exitCode.couldNotRun);
  });
}

const oldNode = describeOldNode(process.versions.node);
if (oldNode !== undefined) {
  process.stderr.write(`${oldNode}\n`);
  process.exit(exitCode.couldNotRun);
}

// Uses a promise, because a single executable does not support top-level await.
const programName = pluginName([process.argv[1], process.argv0]);
runCli(process.argv.slice(2), {
  ...(programName === undefined ? {} : { programName }),
  readStdin: () => buffer(process.stdin),
  writeOut: (text) => void process.stdout.write(text),
  writeErr: (text) => void process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
  isErrTerminal: process.stderr.isTTY === true,
  isStdinTerminal: process.stdin.isTTY === true,
  env: process.env,
  nowMs: Date.now,
  clusters: clusterAccess,
  readReportPage,
  version: readVersion(),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // User errors are handled earlier, so this is a programmer error.
    process.stderr.write(`mirrorguard: this is a bug in mirrorguard ${readVersion()}, please report it\n`);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = exitCode.couldNotRun;
  },
);
