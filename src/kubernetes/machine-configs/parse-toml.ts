import { parse, TomlError } from 'smol-toml';
import type { JsonObject } from '../../model/json.ts';

export type TomlResult =
  | { readonly kind: 'parsed'; readonly table: JsonObject }
  /** `line 3: ...`, in one line. */
  | { readonly kind: 'invalid'; readonly message: string };

/** JSON has no dates, so dates stay objects of the parser. */
export function parseToml(text: string): TomlResult {
  try {
    return { kind: 'parsed', table: parse(text, { integersAsBigInt: false }) as JsonObject };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.split('\n', 1);
    return {
      kind: 'invalid',
      message: `line ${error.line}: ${reason.replace('Invalid TOML document: ', '')}`,
    };
  }
}
