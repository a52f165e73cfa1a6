/**
 * Computes a value at the first call and caches it. Then releases `make` with everything that it references.
 * If `make` throws, the next call runs it again.
 */
export function once<Value>(make: () => Value): () => Value {
  let state: { readonly make: () => Value } | { readonly value: Value } = { make };
  return () => {
    if ('make' in state) state = { value: state.make() };
    return state.value;
  };
}
