import type { AuditRecord } from '../../audit/record.ts';
import { fieldOf, isJsonObject, type Json } from '../../model/json.ts';

/** The record of one line; undefined where it is none. Never throws. */
export function parseRecord(line: Buffer): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const texts = ['time', 'uid', 'operation', 'kind', 'name', 'verdict'];

/** Only what readers here rely on is looked at: any program may have written the line. */
function isRecord(value: unknown): value is AuditRecord {
  if (!isJsonObject(value) || !texts.every((field) => typeof value[field] === 'string')) return false;
  const { user, rules, notEvaluated, exemptionsUsed } = value;
  return (
    typeof fieldOf(user, 'name') === 'string' &&
    Array.isArray(fieldOf(user, 'groups')) &&
    Array.isArray(notEvaluated) &&
    isListOfObjects(rules) &&
    isListOfObjects(exemptionsUsed)
  );
}

function isListOfObjects(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}
