/**
 * Wording that the project does not use, with the preferred wording. Patterns match whole words in any case.
 */
export interface BannedWording {
  readonly pattern: RegExp;
  readonly prefer: string;
}

function banned(words: string, prefer: string): BannedWording {
  return { pattern: new RegExp(String.raw`(?<![\w$])(?:${words})(?!\w)`, 'gi'), prefer };
}

export const bannedWordings: readonly BannedWording[] = [
  // Style.
  banned('anew', 'again'),
  banned('afresh', 'again'),
  banned('mend(?:s|ed|ing)?', 'fix'),
  banned('who(?:so)?ever', 'the user, the client: name the actor'),
  banned('nobody|anybody', 'no user, any user: name the actor'),
  banned('(?:stands?|stood|lies|lie) in(?:side)?', 'is in'),
  banned(
    'stands? (?:alone|there|beside|behind|before|still|for itself)',
    'is, follows, precedes, is blocked',
  ),
  // A rule id contains this word.
  banned('(?<!icsp[ -])beside', 'with, next to'),
  banned('so that', 'so, to'),
  banned('but for', 'except'),
  banned(String.raw`from (?:release |version |open ?shift )?v?\d[\w.]* on(?:wards)?`, 'starting with'),
  banned('from (?:here|then|there|now|this [a-z]+|that [a-z]+) on', 'after, starting with'),
  banned('all the same', 'nevertheless, or delete it'),
  banned('without (?:a )?doubt', 'safely'),
  banned('as it is built', 'delete it'),
  banned('(?:is|are|was|were|be|been|being) told', 'is reported, is shown'),
  banned('(?:is|are|was|were|be) called so', 'has this name'),
  banned('(?:is|are|was|were) missed', 'is detected, or is lost'),
  banned('says|tells?|telling', 'reports, states, shows'),
  banned(String.raw`there (?:is|are) no [\w-]+(?: [\w-]+)? that`, 'no ..., or name the actor'),
  banned('put aside', 'ignored, moved'),
  banned('c(?:omes?|ame) (?:upon|about)', 'finds, happens'),
  banned('comes? to', 'reaches, is'),
  banned(
    'one an? (?:line|rule|file|kind|object|entry|command|fact|source|mirror|day|record|set)',
    'one per ...',
  ),
  banned('without a look', 'without a check'),
  banned('fore(?:tells?|told|telling|sees?|saw|seen|seeing|sight)', 'predict, prediction'),
  banned('judge(?:s|d|ment|ments)?|judging', 'evaluate, evaluation'),
  banned('rulings?|rul(?:ed|ing) on', 'decision, decide'),
  banned('rehears(?:e|es|ed|al|als|ing)', 'dry run'),
  // Kubernetes and OpenShift have feature gates.
  banned('(?<!feature[ -]?)gates?', 'check, entry; only "feature gate"'),
  banned('house', 'default, standard'),
  banned('laws?', 'dependency rule, property'),
  banned('troubles?', 'problem'),
  banned('shall', 'must, or an imperative'),
  banned('looks? (?:at|into)', 'checks, reads'),
  banned('nowhere', 'not ... in any'),
  banned('(?:stays? )?in force', 'in effect, enforced'),
  banned('goes on (?:with|until)|go on (?:with|until)', 'continue'),
  banned('culprits?|rivals?|twins?|hopeless|nicknames?', 'the cause, the other object, duplicate, alias'),
  banned('misspelt', 'misspelled'),
  banned('(?:the )?more like it', 'more'),
  banned('counts,? (?:and )?not', 'is used'),
  banned('sooner or later|no end of', 'state the limit or the time'),
  banned('(?:whose|that) turn it is', 'name the order'),
  // Terms.
  banned('lets? (?:it |them |this |that )?through|letting through', 'allow'),
  // "Connection refused" is the text of ECONNREFUSED.
  banned('(?<!connection |connections )refus(?:e|es|ed|al|als|ing)', 'deny, reject'),
  banned('answer(?:s|ed|ing)?', 'response, respond'),
  banned('remarks?', 'finding, note'),
  banned('spare(?:s|d)|sparing', 'exempt'),
  banned('excus(?:e|es|ed)', 'exempt'),
  banned('repair(?:s|ed|ing|able)?', 'fix (CLI), mutation (webhook)'),
  banned(
    'facts? sheets?|surroundings|surrounding facts|(?<![\\w-])standing',
    'cluster state, model, snapshot',
  ),
  banned('mask(?:s|ed|ing)?', 'shadow'),
  banned('giv(?:es?|en|ing) up|gave up', 'time out, stop, release'),
  banned('cut(?:s|ting)? off', 'truncate, isolate'),
  banned('damage[ds]?', 'corrupt'),
];
