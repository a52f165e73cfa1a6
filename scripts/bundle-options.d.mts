import type { BuildOptions } from 'esbuild';

export const root: string;
export const version: string;
export const programOptions: BuildOptions;
