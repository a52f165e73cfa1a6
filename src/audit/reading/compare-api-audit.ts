import type { ChainLink } from '../audit-chain.ts';
import type { ApiAudit, StatedRecord } from './api-audit.ts';
import type { ChainListener, ChainNote } from './chain-check.ts';
import type { JoinedChain } from './join-chains.ts';
import { parseRecord } from './parse-record.ts';

/**
 * Joins the audit log of the API server with the records and reports differences: decisions that the API
 * server used but that have no record, and records of decisions that it did not use.
 */
export class ApiAuditComparison {
  private readonly apiAudit: ApiAudit;
  private readonly listener: Pick<ChainListener, 'problem' | 'note'>;
  /** Referenced by the API server and not yet found. */
  private readonly missing: Map<string, StatedRecord>;
  private oldestMs = Number.POSITIVE_INFINITY;

  constructor(apiAudit: ApiAudit, listener: Pick<ChainListener, 'problem' | 'note'>) {
    this.apiAudit = apiAudit;
    this.listener = listener;
    this.missing = new Map(apiAudit.records);
  }

  read({ log, seq }: ChainLink, bytes: Buffer, at: Pick<ChainNote, 'file' | 'line'>): void {
    const record = parseRecord(bytes);
    if (record === undefined) return;
    const timeMs = Date.parse(record.time);
    this.oldestMs = Math.min(this.oldestMs, timeMs);
    const id = `${log}:${seq}`;
    const stated = this.missing.get(id);
    this.missing.delete(id);
    if (stated !== undefined) {
      if (stated.uid === record.uid) return;
      const message =
        `record ${seq} is of request ${record.uid}, but the API server states it for ` +
        `request ${stated.uid}`;
      this.listener.problem({ ...at, message });
      return;
    }
    // Other decisions have no id in the log of the API server, because reinvocation must not change an
    // annotation.
    const isStated = record.stage === 'validate' || record.verdict === 'deny';
    if (!isStated || timeMs < this.apiAudit.fromMs || timeMs > this.apiAudit.toMs) return;
    const message =
      `record ${seq} is not in the audit log of the API server, which did not use the decision; its client ` +
      `${record.peer?.address ?? ''} is not an API server whose log was passed, or did not wait for ` +
      'the response';
    this.listener.problem({ ...at, message });
  }

  end(chains: readonly JoinedChain[]): void {
    const firstSeqs = new Map(chains.map(({ head: { log }, firstSeq }) => [log, firstSeq]));
    const isCut = chains.some((chain) => chain.isCut);
    let removed = 0;
    for (const stated of this.missing.values()) {
      if (isCut && this.isBeforeRetained(stated, firstSeqs)) {
        removed += 1;
        continue;
      }
      const { file, line, id, uid, request } = stated;
      const message = `record ${id} of request ${uid} is missing (${request})`;
      this.listener.problem({ file, line, message });
    }
    if (removed === 0) return;
    const [{ file } = { file: '' }] = this.missing.values();
    const message = `skipped ${removed} events that are older than the retained records`;
    this.listener.note({ file, message });
  }

  private isBeforeRetained({ id, timeMs }: StatedRecord, firstSeqs: ReadonlyMap<string, number>): boolean {
    const [log = '', seq] = id.split(':');
    const firstSeq = firstSeqs.get(log);
    return firstSeq === undefined ? timeMs < this.oldestMs : Number(seq) < firstSeq;
  }
}
