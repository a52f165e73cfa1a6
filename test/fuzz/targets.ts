import { admission } from './admission/target.ts';
import { audit } from './audit/target.ts';
import { manifests } from './manifests/target.ts';
import { policies } from './policies.ts';
import { server } from './server.ts';
import type { Target } from './target.ts';

export const targets: readonly Target[] = [admission, server, policies, manifests, audit];
