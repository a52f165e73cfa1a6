/** The type of an option's value. */
export type OptionType =
  | { readonly kind: 'text' }
  | { readonly kind: 'port' }
  /** Integer or decimal seconds. */
  | { readonly kind: 'seconds'; readonly most: number }
  /** An integer of at least 0. */
  | { readonly kind: 'whole'; readonly most: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] };

/** One option. The flag, the environment variable and the documentation are derived from it. */
export interface Option {
  /** `health-port`: the flag is `--health-port`, the environment variable MIRRORGUARD_HEALTH_PORT. */
  readonly name: string;
  readonly type: OptionType;
  /** The default as text; if undefined, the description states the default. */
  readonly default?: string;
  /** The effect, the unit, and when to change the option. */
  readonly description: string;
}

export function environmentVariable({ name }: Option): string {
  return `MIRRORGUARD_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The value, or a problem to append to the name of the option. */
export function parseOption(
  { type }: Option,
  text: string,
): { readonly value: string | number } | { readonly problem: string } {
  switch (type.kind) {
    case 'text':
      return text === '' ? { problem: 'must not be empty' } : { value: text };
    case 'port':
      return /^\d{1,5}$/.test(text) && Number(text) <= 65535
        ? { value: Number(text) }
        : { problem: `must be a port (0 to 65535; 0 selects a free port), but is ${JSON.stringify(text)}` };
    case 'seconds':
      return /^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) <= type.most
        ? { value: Number(text) }
        : { problem: `must be seconds (0 to ${type.most}), but is ${JSON.stringify(text)}` };
    case 'whole':
      return /^\d{1,15}$/.test(text) && Number(text) <= type.most
        ? { value: Number(text) }
        : { problem: `must be a whole number (0 to ${type.most}), but is ${JSON.stringify(text)}` };
    case 'choice':
      return type.of.includes(text)
        ? { value: text }
        : { problem: `must be one of ${type.of.join(', ')}, but is ${JSON.stringify(text)}` };
  }
}

/** For documentation and help. */
export function describeType(type: OptionType): string {
  switch (type.kind) {
    case 'text':
      return 'text';
    case 'port':
      return 'port';
    case 'seconds':
      return `seconds, at most ${type.most}`;
    case 'whole':
      return `whole number, at most ${type.most}`;
    case 'choice':
      return type.of.join(' or ');
  }
}
