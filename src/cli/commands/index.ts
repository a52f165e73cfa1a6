import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addAudit } from './audit.ts';
import { addExplain } from './explain.ts';
import { addFix } from './fix.ts';
import { addLint } from './lint.ts';
import { addReview } from './review.ts';
import { addRules } from './rules.ts';

/** Every command, in the order of the help. */
export const commands: readonly ((program: Command, context: CommandContext) => void)[] = [
  addLint,
  addFix,
  addReview,
  addRules,
  addExplain,
  addAudit,
];
