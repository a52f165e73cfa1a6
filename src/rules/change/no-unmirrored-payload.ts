import { matchedLength } from '../../model/location/prefix-match.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { nodeViewsOf, whereAmong } from '../context/node-views.ts';
import { isMirrored, payloadRepositories } from '../context/payload-repositories.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Nodes need the images of the release at any time: for a new node, a restart of a core pod, an upgrade. */
export default defineChangeRule({
  id: 'no-unmirrored-payload',
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-DELETE-PAYLOAD'],
    summary: 'Warn if a change removes the last mirror of the release image or its components',
    why:
      'A disconnected cluster pulls the release and its components from mirrors alone. Without the ' +
      'last of them, no node can be added, core pods do not start on nodes that lack their image, ' +
      'and no upgrade works.',
    fix:
      'Create the replacement first, then remove the old mirrors. No action is required if the ' +
      'cluster reaches the registry itself.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('old').mirror('quay.io/openshift-release-dev/ocp-release', [
            'old.example.com/release',
          ]),
          before: idms('old').mirror('quay.io/openshift-release-dev/ocp-release', [
            'old.example.com/release',
          ]),
          cluster: [idms('new').mirror('quay.io/openshift-release-dev', ['new.example.com/release'])],
          operation: 'DELETE',
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          before: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          operation: 'DELETE',
        },
      ],
    },
  },

  *check({ change, facts }) {
    const touched = payloadRepositories(facts.clusterVersion).filter((repository) =>
      change.touched.some((source) => matchedLength(repository, source) !== -1),
    );
    if (touched.length === 0) return;
    const before = nodeViewsOf(change.before, facts);
    const losses = nodeViewsOf(change.after, facts).flatMap((view, index) => {
      const lost = touched.filter(
        (repository) =>
          isMirrored(repository, before[index] ?? change.before) && !isMirrored(repository, view),
      );
      return lost.length === 0 ? [] : [{ view, lost }];
    });
    for (const group of Map.groupBy(losses, ({ lost }) => lost.join(' ')).values()) {
      const [{ lost: [first = '', ...more] = [] } = {}] = group;
      const where = whereAmong(
        group.map(({ view }) => view),
        before.length,
      );
      const others = more.length === 0 ? '' : `; the same applies to ${quoteSome(more)}`;
      yield {
        path: [],
        message:
          `this change removes the last mirror of ${quote(first)}${where}${others}; a disconnected cluster ` +
          'could no longer pull the release and its components: no upgrade, no new node. Create the ' +
          'replacement first',
      };
    }
  },
});
