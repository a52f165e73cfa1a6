// Written by `npm run generate`; edit what it is made from instead.
import type { CompiledValidator } from './compiled-validator.ts';

export const review: CompiledValidator;
export const ImageDigestMirrorSetWhole: CompiledValidator;
export const ImageTagMirrorSetWhole: CompiledValidator;
export const ImageContentSourcePolicyWhole: CompiledValidator;
