import { fieldOf, isJsonObject, type Json } from '../../model/json.ts';
import type { AuditRecord } from '../record.ts';

/** The record of one line; undefined if it is not one. Never throws. */
export function parseRecord(line: Buffer): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const texts = ['time', 'uid', 'operation', 'kind', 'name', 'verdict'];

/** Checks only the fields that readers use: any program may have written the line. */
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
