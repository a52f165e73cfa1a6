import { fieldOf, isJsonObject, type Json } from '../../model/json.ts';
import type { AuditRecord } from '../record.ts';

/** The decision of one line; undefined if it is not one. Never throws. */
export function parseRecord(line: Buffer): AuditRecord | undefined {
  const value = parseLine(line);
  return isRecord(value) ? value : undefined;
}

/** Whether a line is a record that is not a decision: of the policy, or of the end of a process. */
export function isEvent(line: Buffer): boolean {
  const value = parseLine(line);
  return (
    isJsonObject(value) && typeof value.type === 'string' && value.type !== 'decision' && 'chain' in value
  );
}

/** The time of a record; undefined if the line is not one. */
export function timeOfLine(line: Buffer): string | undefined {
  const time = fieldOf(parseLine(line), 'time');
  return typeof time === 'string' ? time : undefined;
}

function parseLine(line: Buffer): Json | undefined {
  try {
    return JSON.parse(line.toString('utf8')) as Json;
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
