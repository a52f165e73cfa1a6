// `npm run bench:index`: what a write costs beside many entries, and what the whole cluster costs. Needs no bundle.
import { benchWhole, benchWrites } from './index-bench.ts';

console.log(`Node ${process.version}`);
benchWrites();
benchWhole();
