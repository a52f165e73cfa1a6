// Written by `npm run generate`; edit what it is made from instead.
import type { CompiledValidator } from './compiled-validator.ts';

export const ImageDigestMirrorSetHead: CompiledValidator;
export const ImageTagMirrorSetHead: CompiledValidator;
export const ImageContentSourcePolicyHead: CompiledValidator;
export const ImageDigestMirrorSetEntry: CompiledValidator;
export const ImageTagMirrorSetEntry: CompiledValidator;
export const ImageContentSourcePolicyEntry: CompiledValidator;
