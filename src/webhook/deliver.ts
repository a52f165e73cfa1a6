import type { Stage } from '../audit/audit-record.ts';
import { auditRecordText } from '../audit/audit-record-text.ts';
import { policyDigest } from '../audit/policy-digest.ts';
import { ruleUnrecorded } from '../audit/unrecorded.ts';
import type { Call, Reply } from './call.ts';
import { type Decision, decisionOf } from './decision.ts';
import { type Keeping, keptInTime } from './kept-in-time.ts';
import type { AdmissionParts } from './parts.ts';
import { mirrorSetKindOf } from './ruling.ts';

/** Records the decision, and answers when it is kept. */
export function deliver(
  { stage, deadline }: Call,
  decision: Decision,
  startedMs: number,
  parts: AdmissionParts,
): Reply | Promise<Reply> {
  const durationMs = parts.clock.monotonicMs() - startedMs;
  const send = ({ request, ruling, text }: Decision): Reply => {
    // Found as it was judged, and answered so, or as the settings want it where it is not on record.
    const { findings, repairs, exempted } = decision.ruling;
    const { verdict, failure } = ruling;
    const kind = mirrorSetKindOf(request) ?? 'other';
    parts.meter.count({
      stage,
      kind,
      operation: request.operation,
      verdict,
      durationMs,
      findings,
      repairs,
      exempted,
      failure,
    });
    return { status: 200, contentType: 'application/json', body: text };
  };
  const sendAs = (keeping: Keeping) =>
    send(keeping.outcome === 'kept' ? decision : withoutRecord(stage, decision, keeping, durationMs, parts));
  try {
    const recording = record(decision, durationMs, parts);
    return recording === undefined ? send(decision) : keptInTime(recording, deadline).then(sendAs);
  } catch (error) {
    return sendAs({ outcome: 'lost', error });
  }
}

function record(
  { request: { uid }, snapshot, decided }: Decision,
  durationMs: number,
  { audit, clock, rules, settings }: AdmissionParts,
): void | Promise<void> {
  const nowMs = clock.nowMs();
  const factsAgeMs = snapshot === undefined ? 0 : nowMs - snapshot.takenAtMs;
  const factsVersion = snapshot?.version ?? null;
  const policyHash = policyDigest(rules, settings);
  return audit.record(() =>
    auditRecordText(uid, decided(), { nowMs, durationMs, factsAgeMs, factsVersion, policyHash }),
  );
}

/** What is answered in place of a decision that is not on record; the log is told where that is another one. */
function withoutRecord(
  stage: Stage,
  decision: Decision,
  keeping: Keeping,
  durationMs: number,
  parts: AdmissionParts,
): Decision {
  const { request, ruling, snapshot } = decision;
  const { settings, logger } = parts;
  const err = keeping.outcome === 'lost' ? { err: keeping.error } : {};
  logger.error('decision is not on record', { uid: request.uid, outcome: keeping.outcome, ...err });
  const answered = decisionOf(
    stage,
    request,
    { ruling: ruleUnrecorded(ruling, keeping, settings), snapshot },
    parts,
  );
  // The record that is pending tells of another verdict: behind it stands the one that was answered.
  if (keeping.outcome === 'pending' && answered.ruling.verdict !== ruling.verdict)
    void recordLater(answered, durationMs, parts);
  return answered;
}

async function recordLater(...args: Parameters<typeof record>): Promise<void> {
  try {
    await record(...args);
  } catch (error) {
    const [{ request }, , { logger }] = args;
    logger.error('decision is not on record', { uid: request.uid, outcome: 'lost', err: error });
  }
}
