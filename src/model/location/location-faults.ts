import { findBadParts } from './bad-parts.ts';
import { isValidLocation, type LocationRole } from './location.ts';

/** The reason why a value fails the pattern. Each kind has its own rule, because each has its own fix. */
export type FaultKind =
  | 'empty'
  | 'placeholder'
  | 'whitespace'
  | 'scheme'
  | 'trailing-slash'
  | 'ipv6'
  | 'wildcard'
  | 'tag-or-digest'
  | 'uppercase-path'
  | 'host'
  | 'port'
  | 'path';

/** One fault in a source or mirror. */
export interface Fault {
  readonly kind: FaultKind;
  /** The offending text: a scheme, a label, a path component, a tag. */
  readonly component: string;
  /** The start of `component` in the value, in UTF-16 units. */
  readonly at: number;
  /** A predicate of the component: `is a tag`. */
  readonly reason: string;
  /** The corrected value, if it is unambiguous. It is valid. */
  readonly suggestion?: string;
}

/**
 * The faults of a value, from left to right as far as its parts can be separated; empty if and only if the
 * value is valid. Linear in the length of `text`; never throws.
 */
export function findFaults(text: string, role: LocationRole): readonly Fault[] {
  if (isValidLocation(text, role)) return [];
  if (text === '') return [{ kind: 'empty', component: '', at: 0, reason: 'is empty' }];
  const found = new Diagnosis(text, role);
  return found.faults;
}

/** Peels the value layer by layer: reports the removed layer, then examines the rest. */
class Diagnosis {
  readonly faults: Fault[] = [];
  private readonly text: string;
  private readonly role: LocationRole;
  /** The part that is not examined yet. */
  private start = 0;
  private end: number;

  constructor(text: string, role: LocationRole) {
    this.text = text;
    this.role = role;
    this.end = text.length;
    if (this.findPlaceholder()) return;
    this.peelWhitespace();
    this.peelScheme();
    this.peelSlashes();
    if (this.start === this.end) {
      if (this.faults.length === 0) this.add('empty', this.start, this.end, 'is empty');
      return;
    }
    if (this.findIpv6()) return;
    this.peelTagAndDigest();
    if (this.findWildcard()) return;
    for (const part of findBadParts(text, this.start, this.end))
      this.add(part.kind, part.at, part.end, part.reason, part.suggestion);
    // Every value that fails the pattern has at least one fault.
    if (this.faults.length === 0) this.add('host', this.start, this.end, 'is not host[:port][/path]');
  }

  private add(kind: FaultKind, at: number, end: number, reason: string, suggestion?: string): void {
    const certain = suggestion !== undefined && isValidLocation(suggestion, this.role) ? { suggestion } : {};
    this.faults.push({ kind, component: this.text.slice(at, end), at, reason, ...certain });
  }

  private rest(): string {
    return this.text.slice(this.start, this.end);
  }

  private findPlaceholder(): boolean {
    const match = /[$<>%]|\{\{/.exec(this.text);
    if (match === null) return false;
    this.add('placeholder', match.index, match.index + match[0].length, 'is part of a template placeholder');
    return true;
  }

  private peelWhitespace(): void {
    const { start, end } = trimmedRange(this.text);
    if (start > end) {
      this.add('whitespace', 0, this.text.length, 'contains only whitespace');
      this.start = this.end;
      return;
    }
    if (start > 0 || end < this.text.length)
      this.add(
        'whitespace',
        0,
        this.text.length,
        'has leading or trailing whitespace',
        this.text.slice(start, end),
      );
    this.start = start;
    this.end = end;
  }

  private peelScheme(): void {
    const at = this.text.indexOf('://', this.start);
    if (
      at === -1 ||
      at >= this.end ||
      !/^[A-Za-z][A-Za-z0-9+.-]{0,30}$/.test(this.text.slice(this.start, Math.min(at, this.start + 40)))
    )
      return;
    this.add('scheme', this.start, at + 3, 'is a scheme', withoutSlashes(this.text.slice(at + 3, this.end)));
    this.start = at + 3;
  }

  private peelSlashes(): void {
    let end = this.end;
    while (end > this.start && this.text.charAt(end - 1) === '/') end--;
    if (end === this.end) return;
    this.add('trailing-slash', end, this.end, 'is a trailing slash', this.text.slice(this.start, end));
    this.end = end;
  }

  private findIpv6(): boolean {
    const slash = this.text.indexOf('/', this.start);
    const authorityEnd = slash === -1 ? this.end : Math.min(slash, this.end);
    if (isUnbracketedIpv6(this.text.slice(this.start, Math.min(authorityEnd, this.start + 64)))) {
      this.add('ipv6', this.start, authorityEnd, 'is an IPv6 address');
      return true;
    }
    if (this.text.charAt(this.start) !== '[') return false;
    const close = this.text.indexOf(']', this.start);
    this.add('ipv6', this.start, close === -1 ? this.end : close + 1, 'is an IPv6 address');
    return true;
  }

  /**
   * A colon after the last slash starts a tag, unless it starts a port: digits after a host without a path.
   */
  private peelTagAndDigest(): void {
    const digestAt = this.rest().indexOf('@');
    if (digestAt !== -1) {
      const at = this.start + digestAt;
      const tagAt = this.tagStart(at);
      const nameEnd = tagAt === -1 ? at : tagAt;
      this.add(
        'tag-or-digest',
        nameEnd,
        this.end,
        tagAt === -1 ? 'is a digest' : 'is a tag and a digest',
        this.text.slice(this.start, nameEnd),
      );
      this.end = nameEnd;
      return;
    }
    const tagAt = this.tagStart(this.end);
    if (tagAt === -1) return;
    this.add('tag-or-digest', tagAt, this.end, 'is a tag', this.text.slice(this.start, tagAt));
    this.end = tagAt;
  }

  private tagStart(end: number): number {
    const part = this.text.slice(this.start, end);
    const lastSlash = part.lastIndexOf('/');
    const colon = part.indexOf(':', lastSlash + 1);
    if (colon === -1 || colon === part.length - 1) return -1;
    if (lastSlash === -1 && /^[0-9]/.test(part.slice(colon + 1))) return -1;
    return this.start + colon;
  }

  private findWildcard(): boolean {
    const star = this.rest().indexOf('*');
    if (star === -1) return false;
    if (isValidLocation(this.rest(), this.role)) return true;
    const at = this.start + star;
    const reason =
      this.role === 'mirror'
        ? 'is not allowed in a mirror'
        : 'is only allowed as *.example.com, without port and path';
    this.add('wildcard', at, at + 1, reason);
    return true;
  }
}

/**
 * Whether the text has eight or more groups, or `::`; a port can follow. Hosts and tags have at most two
 * colons and no `::`.
 */
function isUnbracketedIpv6(authority: string): boolean {
  if (!/^[0-9A-Fa-f:.]+$/.test(authority)) return false;
  return authority.includes('::') || authority.split(':').length >= 8;
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '/') end--;
  return text.slice(0, end);
}

/**
 * Trims only ASCII whitespace, because other space characters are a different fault. `start > end` if nothing
 * remains.
 */
function trimmedRange(text: string): { readonly start: number; readonly end: number } {
  const isSpace = (index: number) => ' \t\n\r\f\v'.includes(text.charAt(index));
  let start = 0;
  while (start < text.length && isSpace(start)) start++;
  let end = text.length;
  while (end > start && isSpace(end - 1)) end--;
  return start === text.length ? { start: 1, end: 0 } : { start, end };
}
