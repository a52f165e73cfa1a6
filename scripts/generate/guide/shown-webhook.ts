import { type ChainHead, noRecord, type RecordId, sealRecord } from '../../../src/audit/audit-chain.ts';
import type { ClusterFacts } from '../../../src/model/facts.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { compilePolicy, type Policy } from '../../../src/policy/policy.ts';
import { docsUrlOf, rulePagesOf } from '../../../src/reporting/docs-url.ts';
import { rules } from '../../../src/rules/index.ts';
import { handleReview } from '../../../src/webhook/admission.ts';
import type { Stage } from '../../../src/webhook/decision.ts';
import type { Reply } from '../../../src/webhook/ports.ts';

const nothing = () => undefined;

/** The webhook of a guide: the real evaluation, a clock that the guide sets, and a verifiable audit log. */
export class ShownWebhook {
  policy: Policy = compilePolicy({}, rules);
  nowMs = 0;
  #head: ChainHead = { log: '00000000000000aa', seq: 0, hash: noRecord };
  #log = '';

  /** The audit log so far. */
  get log(): string {
    return this.#log;
  }

  /** The response to one of the two admission requests of the API server. */
  ask(stage: Stage, request: JsonObject, facts: ClusterFacts): JsonObject {
    const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
    const { body } = handleReview(
      { stage, body: new TextEncoder().encode(JSON.stringify(review)) },
      {
        rules,
        pageOf: rulePagesOf(docsUrlOf({})),
        settings: this.policy,
        facts: { snapshot: () => ({ facts, takenAtMs: this.nowMs }) },
        audit: { nextId: () => this.#nextId, record: (make) => this.#record(make()), close: async () => {} },
        meter: { count: nothing },
        clock: { nowMs: () => this.nowMs, monotonicMs: () => 0 },
        logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      },
    ) as Reply;
    return JSON.parse(body).response;
  }

  get #nextId(): RecordId {
    return { log: this.#head.log, seq: this.#head.seq + 1 };
  }

  #record(record: string): undefined {
    const { line, head } = sealRecord(
      JSON.stringify({ ...JSON.parse(record), replica: 'mirrorguard-0', version: '0.1.0' }),
      this.#nextId,
      { prev: this.#head.hash },
    );
    this.#head = head;
    this.#log += `${line}\n`;
  }
}
