import { quote } from '../domain/quote.ts';
import type { DrainReason } from '../domain/registries-change.ts';

/** One reason why a change of registries.conf is not safe for running pods (DOMAIN 6.2), in words. */
export function describeDrainReason(reason: DrainReason): string {
  const scope = quote(reason.scope);
  switch (reason.kind) {
    case 'registry-removed':
      return `${scope} loses its entry`;
    case 'registry-blocked':
      return `${scope} becomes blocked`;
    case 'registry-unblocked':
      return `${scope} is no longer blocked`;
    case 'registry-made-insecure':
      return `${scope} becomes insecure`;
    case 'registry-made-secure':
      return `${scope} is no longer insecure`;
    case 'mirror-removed':
      return `${scope} loses mirror ${quote(reason.mirror)}`;
    case 'mirror-serves-other-pulls':
      return `mirror ${quote(reason.mirror)} of ${scope} comes to serve tags`;
    case 'tag-mirror-added':
      return `${scope} gets a mirror for tags, ${quote(reason.mirror)}`;
    case 'registry-without-mirrors-added':
      return `${scope} gets an entry without mirrors`;
  }
}
