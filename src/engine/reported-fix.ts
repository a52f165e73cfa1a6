import type { Place } from '../model/text/place.ts';

/** A fix of a manifest, with its place in the file. */
export interface ReportedFix {
  readonly mutation: string;
  readonly message: string;
  /** In the notation of the API server. */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  /** In the original text. */
  readonly place: Place;
}
