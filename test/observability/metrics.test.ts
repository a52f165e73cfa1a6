import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/observability/metrics.ts';
import type { DecisionSample } from '../../src/webhook/ports.ts';

const create = (ready = true) =>
  createMetrics(
    { rules: ['no-scheme'], mutations: ['trim-whitespace'], watched: [], version: '1.2.3' },
    {
      factsAgeSeconds: () => 7,
      isReady: () => ready,
      certificateNotAfterSeconds: () => 123,
      caNotAfterSeconds: () => Number.NaN,
      isCertificateOk: () => true,
      load: () => ({ connections: 3, requests: 2, waiting: 1, bodyBytes: 4096 }),
    },
  );
const sample: DecisionSample = {
  stage: 'validate',
  kind: 'ImageDigestMirrorSet',
  operation: 'CREATE',
  verdict: 'deny',
  durationMs: 2,
  findings: [{ rule: 'no-scheme', severity: 'deny' }],
  mutations: [{ mutation: 'trim-whitespace' }],
};

describe('the metrics', () => {
  it('are 0 before the first request', async () => {
    const { text } = await create().render();
    expect(text).toContain(
      'mirrorguard_admission_decisions_total{stage="mutate",kind="other",operation="CONNECT",verdict="ignore"} 0',
    );
    expect(text).toContain('mirrorguard_findings_total{rule="no-scheme",severity="warn"} 0');
    expect(text).toContain('mirrorguard_mutations_total{mutation="trim-whitespace"} 0');
    expect(text).toContain('mirrorguard_http_rejections_total{code="413"} 0');
    expect(text).toContain('mirrorguard_admission_duration_seconds_count{stage="mutate"} 0');
  });

  it('contain the last check of the cluster in the leader alone', async () => {
    const metrics = create();
    const values = async () =>
      (await metrics.render()).text.match(/^mirrorguard_cluster_.*$/gm)?.toSorted() ?? [];
    expect(await values()).toEqual([]);
    const check = {
      checkedAtMs: 5_500,
      isBlocked: true,
      isLoadable: false,
      fileBytes: undefined,
      mirrorSets: { ImageDigestMirrorSet: 1, ImageTagMirrorSet: 2, ImageContentSourcePolicy: 3 },
      entries: 7,
      openPolicyChanges: 1,
      findings: { deny: 4, warn: 5, audit: 6 },
      notEvaluated: 2,
      errored: 0,
      results: [],
    };
    let isLeader = true;
    metrics.cluster.observe(check, () => isLeader);
    expect(await values()).toEqual([
      'mirrorguard_cluster_check_timestamp_seconds 5.5',
      'mirrorguard_cluster_entries 7',
      'mirrorguard_cluster_findings{severity="audit"} 6',
      'mirrorguard_cluster_findings{severity="deny"} 4',
      'mirrorguard_cluster_findings{severity="warn"} 5',
      'mirrorguard_cluster_mco_blocked 1',
      'mirrorguard_cluster_mirror_sets{kind="ImageContentSourcePolicy"} 3',
      'mirrorguard_cluster_mirror_sets{kind="ImageDigestMirrorSet"} 1',
      'mirrorguard_cluster_mirror_sets{kind="ImageTagMirrorSet"} 2',
      'mirrorguard_cluster_open_policy_changes 1',
      'mirrorguard_cluster_registries_conf_bytes Nan',
      'mirrorguard_cluster_registries_conf_loadable 0',
      'mirrorguard_cluster_rules_not_evaluated 2',
    ]);
    isLeader = false;
    expect(await values()).toEqual([]);
    metrics.cluster.observe({ ...check, fileBytes: 200 }, () => true);
    expect(await values()).toContain('mirrorguard_cluster_registries_conf_bytes 200');
    metrics.cluster.clear();
    expect(await values()).toEqual([]);
  });

  it('count decisions, findings and mutations', async () => {
    const metrics = create();
    metrics.decisions.count(sample);
    metrics.decisions.count(sample);
    const { text } = await metrics.render();
    expect(text).toContain(
      'mirrorguard_admission_decisions_total{stage="validate",kind="ImageDigestMirrorSet",operation="CREATE",verdict="deny"} 2',
    );
    expect(text).toContain('mirrorguard_findings_total{rule="no-scheme",severity="deny"} 2');
    expect(text).toContain('mirrorguard_mutations_total{mutation="trim-whitespace"} 2');
    expect(text).toContain('mirrorguard_admission_duration_seconds_bucket{le="0.0025",stage="validate"} 2');
  });

  it('count responses without evaluation by failure', async () => {
    const metrics = create();
    metrics.decisions.count({ ...sample, failure: 'deadline' });
    metrics.decisions.count(sample);
    const { text } = await metrics.render();
    expect(text).toContain('mirrorguard_unevaluated_total{failure="deadline"} 1');
    expect(text).toContain('mirrorguard_unevaluated_total{failure="unread"} 0');
    expect(text).toContain('mirrorguard_unevaluated_total{failure="internal-error"} 0');
  });

  it('count unrecorded responses by verdict, not as unevaluated', async () => {
    const metrics = create();
    metrics.decisions.count({ ...sample, verdict: 'deny', failure: 'unrecorded' });
    const { text } = await metrics.render();
    expect(text).toContain('mirrorguard_unrecorded_responses_total{verdict="deny"} 1');
    expect(text).toContain('mirrorguard_unrecorded_responses_total{verdict="allow"} 0');
    expect(text).not.toMatch(/mirrorguard_unevaluated_total\{.*\} [1-9]/);
  });

  it('state what the admission listener holds, and what its limits shed', async () => {
    const metrics = create();
    metrics.load.shed('bytes');
    metrics.load.shed('bytes');
    metrics.load.connectionClosed();
    const { text } = await metrics.render();
    expect(text).toContain('mirrorguard_requests_shed_total{reason="bytes"} 2');
    expect(text).toContain('mirrorguard_requests_shed_total{reason="peer"} 0');
    expect(text).toMatch(/^mirrorguard_connections_closed_total 1$/m);
    expect(text).toMatch(/^mirrorguard_connections 3$/m);
    expect(text).toMatch(/^mirrorguard_requests_in_flight 2$/m);
    expect(text).toMatch(/^mirrorguard_requests_waiting 1$/m);
    expect(text).toMatch(/^mirrorguard_request_body_bytes 4096$/m);
  });

  it('count findings that a decision only counts', async () => {
    const metrics = create();
    metrics.decisions.count({ ...sample, omitted: [{ rule: 'no-scheme', severity: 'deny', count: 41 }] });
    expect((await metrics.render()).text).toContain(
      'mirrorguard_findings_total{rule="no-scheme",severity="deny"} 42',
    );
  });

  it('count an unexpected status under a fixed label', async () => {
    const metrics = create();
    metrics.rejected(404);
    metrics.rejected(418);
    const { text } = await metrics.render();
    expect(text).toContain('mirrorguard_http_rejections_total{code="404"} 1');
    expect(text).toContain('mirrorguard_http_rejections_total{code="500"} 1');
    // Check the label only, because process metrics can contain the same digits.
    expect(text).not.toContain('code="418"');
  });

  it('read their sources at each scrape', async () => {
    const { text, contentType } = await create(false).render();
    expect(contentType).toContain('text/plain');
    expect(text).toContain('mirrorguard_facts_age_seconds 7');
    expect(text).toContain('mirrorguard_ready 0');
    expect(text).toContain('mirrorguard_certificate_not_after_seconds 123');
    expect(text).toContain('mirrorguard_build_info{version="1.2.3"');
  });
});
