import { formatOpenShiftVersion } from '../../model/openshift-version.ts';
import { quote } from '../../model/text/quote.ts';
import { participantsOf } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { itms } from '../example.ts';

/**
 * The OpenShift API server, not a node, imports ImageStreams (OCPBUGS-44432, DOMAIN 8.5). It reads the mirror
 * sets, so files that MachineConfigs write on the nodes have no effect.
 */
export default defineStateRule({
  id: 'no-never-contact-for-imports',
  requires: ['clusterVersion'],
  meta: {
    category: 'rollout',
    domain: ['R-IMPORT-NEVER'],
    summary: 'Disallow NeverContactSource for ImageStream imports before OpenShift 4.19',
    why:
      'The OpenShift API server imports ImageStreams, not the nodes, and reads the mirror sets instead of ' +
      'the files of the nodes. Before 4.19 it treats a source with ' +
      'NeverContactSource as blocked although it has mirrors, and the import fails. Later patch releases ' +
      'of 4.16, 4.17 and 4.18 have the correction (OCPBUGS-44432).',
    fix:
      'No action is required unless an ImageStream imports from the source. In that case, use ' +
      'AllowContactingSource, or import from the mirror.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
          version: '4.19.2',
        },
        { subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.16.9' },
      ],
      invalid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
          version: '4.16.9',
        },
      ],
    },
  },

  *check(context) {
    const { cluster, facts, sources } = context;
    if (!cluster.behavior.blocksImportsOfMirroredSources) return;
    for (const source of sources) {
      if (isPayloadRepository(source) || !context.isNeverContacted(source)) continue;
      yield {
        identity: source,
        about: source,
        involves: participantsOf(context.neverContacting(source)),
        causes: [],
        message:
          `ImageStream imports from ${quote(source)} can fail as blocked on OpenShift ` +
          `${formatOpenShiftVersion(facts.clusterVersion.version)} because of NeverContactSource; import ` +
          'from the mirror',
      };
    }
  },
});
