import { RecentAnswers } from './recent-answers.ts';
import { RecentRulings } from './recent-rulings.ts';

/** What was decided a moment ago: looked up, not decided again (docs/adr/0024). */
export class Recent {
  readonly rulings = new RecentRulings();
  readonly answers = new RecentAnswers();
}
