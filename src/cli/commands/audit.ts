import type { Command } from 'commander';
import type { CommandContext } from '../cli-io.ts';
import { addAuditQuery } from './audit-query.ts';
import { addAuditStats } from './audit-stats.ts';
import { addAuditVerify } from './audit-verify.ts';

export function addAudit(program: Command, context: CommandContext): void {
  const audit = program
    .command('audit')
    .summary('verify, search and count the audit log')
    .helpCommand('help [command]', 'print the help of a command')
    .description(
      'Reads audit logs of the webhook: one line of JSON per decision, each linked to the ' +
        'previous one by its hash.',
    );
  addAuditVerify(audit, context);
  addAuditQuery(audit, context);
  addAuditStats(audit, context);
}
