/**
 * Makes a value when it is first asked for, and lets go of what it was made of. One that throws is asked
 * again.
 */
export function once<Value>(make: () => Value): () => Value {
  let state: { readonly make: () => Value } | { readonly value: Value } = { make };
  return () => {
    if ('make' in state) state = { value: state.make() };
    return state.value;
  };
}
