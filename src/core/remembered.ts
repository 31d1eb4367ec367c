/** Computes a value once for each object, as long as the object lives. Other arguments count only the first time. */
export function remembered<K extends object, A extends unknown[], V>(make: (key: K, ...others: A) => V) {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key: K, ...others: A): V => {
    const found = known.get(key);
    if (found) return found.value;
    const value = make(key, ...others);
    known.set(key, { value });
    return value;
  };
}
