import { github } from './formats/github.ts';
import { gitlab } from './formats/gitlab.ts';
import { junit } from './formats/junit.ts';
import { markdown } from './formats/markdown.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';
import type { Formatter } from './report.ts';
import { sarif } from './sarif.ts';

/** The formats of a lint report, by the value of --format. */
export const formatters = {
  pretty,
  json,
  sarif,
  junit,
  github,
  gitlab,
  markdown,
} as const satisfies Readonly<Record<string, Formatter>>;

export type Format = keyof typeof formatters;

export const formatNames = Object.keys(formatters) as readonly Format[];
