import type { Command } from 'commander';
import type { CommandContext } from '../cli-io.ts';
import { addAudit } from './audit.ts';
import { addCompletion } from './completion.ts';
import { addDiff } from './diff.ts';
import { addDoctor } from './doctor.ts';
import { addExplain } from './explain.ts';
import { addFix } from './fix.ts';
import { addHelp } from './help.ts';
import { addLint } from './lint.ts';
import { addMigrate } from './migrate.ts';
import { addPolicy } from './policy.ts';
import { addRender } from './render.ts';
import { addReport } from './report.ts';
import { addResolve } from './resolve.ts';
import { addReview } from './review.ts';
import { addRules } from './rules.ts';
import { addStatus } from './status.ts';
import { addVersion } from './version.ts';

/** Every command, in the order of the help. */
export const commands: readonly ((program: Command, context: CommandContext) => void)[] = [
  addLint,
  addFix,
  addRender,
  addResolve,
  addDiff,
  addMigrate,
  addReport,
  addReview,
  addStatus,
  addDoctor,
  addRules,
  addExplain,
  addPolicy,
  addAudit,
  addCompletion,
  addVersion,
  addHelp,
];
