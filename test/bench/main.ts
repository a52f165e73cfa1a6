// `npm run bench [-- serve | unseen | judge | start | hostile | largest | audit]`: says how fast, how soon and how patient the bundle is.
import { existsSync } from 'node:fs';
import { benchAudit } from './audit.ts';
import { benchHostile, benchLargest } from './hostile.ts';
import { benchJudging } from './judge.ts';
import { benchServing } from './serve.ts';
import { bundle } from './servers.ts';
import { benchStart } from './start.ts';
import { benchUnseen } from './unseen.ts';

const parts: Readonly<Record<string, () => Promise<void>>> = {
  start: benchStart,
  serve: benchServing,
  unseen: benchUnseen,
  evaluateWrite: benchJudging,
  hostile: benchHostile,
  largest: benchLargest,
  audit: benchAudit,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in parts));
if (unknown.length > 0)
  throw new Error(`there is no bench ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
if (!existsSync(bundle)) throw new Error('there is no bundle: run `npm run build` first');
console.log(`Node ${process.version}`);
for (const [part, run] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(part)) await run();
