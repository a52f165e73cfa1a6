// `npm run bench [-- figures | profile | evaluate | hostile | largest | mixed | audit | images]`: benchmarks
// of the bundle.
import { existsSync } from 'node:fs';
import { benchAudit } from './audit.ts';
import { benchEvaluation } from './evaluate.ts';
import { benchFigures } from './figures.ts';
import { benchHostile, benchLargest } from './hostile.ts';
import { benchImages } from './images.ts';
import { benchMixed } from './mixed.ts';
import { benchProfile } from './profile.ts';
import { bundle } from './servers.ts';

const parts: Readonly<Record<string, () => Promise<void>>> = {
  figures: benchFigures,
  profile: benchProfile,
  evaluate: benchEvaluation,
  hostile: benchHostile,
  largest: benchLargest,
  mixed: benchMixed,
  audit: benchAudit,
  images: benchImages,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in parts));
if (unknown.length > 0)
  throw new Error(`unknown benchmark ${unknown.join(', ')}; choose from ${Object.keys(parts).join(', ')}`);
if (!existsSync(bundle)) throw new Error('the bundle is missing: run `npm run build` first');
console.log(`Node ${process.version}`);
for (const [part, run] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(part)) await run();
