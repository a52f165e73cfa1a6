import { type ClusterChange, changeCluster, type ImageConfigWrite } from '../model/cluster-change.ts';
import { type ClusterFacts, type Facts, settingsOf } from '../model/facts.ts';
import { once } from '../model/once.ts';
import { ChangeContext } from '../rules/change-context.ts';
import { StateContext } from '../rules/state-context.ts';
import { isMirrorSetWrite, type WrittenObject } from '../rules/subject.ts';

/** The contexts that the rules of one evaluation share. Each is built when a rule first reads it. */
export class EvaluationContexts {
  /** The facts, with the registry lists of Image `cluster` after the write. */
  readonly facts: ClusterFacts;
  readonly #input: { readonly subjects: readonly WrittenObject[]; readonly facts: ClusterFacts };
  readonly #image: ImageConfigWrite | undefined;

  /** @param input the writes and the facts before them */
  constructor(input: { readonly subjects: readonly WrittenObject[]; readonly facts: ClusterFacts }) {
    this.#input = input;
    this.#image = imageWriteOf(input.subjects);
    this.facts = { ...input.facts, known: withImageConfig(input.facts.known, this.#image?.after) };
  }

  readonly #stored = once(() => {
    const { cluster, known } = this.#input.facts;
    if (cluster === undefined) throw new Error('the stored mirror sets are not known');
    return cluster.model(settingsOf(known));
  });

  /** The whole stored state. */
  readonly whole = once(() => new StateContext(this.#stored(), this.facts.known));

  /** The stored state without and with the writes. */
  readonly change = once((): ClusterChange => {
    const writes = this.#input.subjects.filter(isMirrorSetWrite).map((subject) => ({
      ref: { kind: subject.kind, name: subject.name },
      before: subject.before,
      object: subject.operation === 'DELETE' ? undefined : subject,
    }));
    return changeCluster(this.#stored(), writes, this.#image);
  });

  /** The states before and after the change, with the sources and scopes that the change can affect. */
  readonly states = once(() => {
    const { known } = this.facts;
    const change = this.change();
    const { before, after, changedScopes } = change;
    const focus = {
      sources: change.affectedSources(),
      listedScopes: [...changedScopes].filter((scope) => after.listed.has(scope)),
    };
    return {
      after: new StateContext(after, known, { focus, deployed: before }),
      before: once(() => {
        // An image.config write can remove scopes, so the previous state is evaluated with all of its listed
        // scopes.
        const listedScopes = change.imageConfig === undefined ? focus.listedScopes : [...before.listed.all];
        const knownBefore = withImageConfig(known, this.#image?.before);
        return new StateContext(before, knownBefore, { focus: { ...focus, listedScopes } });
      }),
    };
  });

  readonly changeContext = once(
    () => new ChangeContext(this.change(), this.#input.subjects, this.facts.known),
  );
}

/** The last write of Image `cluster` wins, as with `kubectl apply`. */
function imageWriteOf(subjects: readonly WrittenObject[]): ImageConfigWrite | undefined {
  const image = subjects.findLast((subject) => !isMirrorSetWrite(subject));
  return image && { before: image.before ?? noLists, after: image.after };
}

const noLists: ImageConfigWrite['before'] = {};

function withImageConfig(
  known: Partial<Facts>,
  imageConfig: ImageConfigWrite['before'] | undefined,
): Partial<Facts> {
  return imageConfig === undefined ? known : { ...known, imageConfig };
}
