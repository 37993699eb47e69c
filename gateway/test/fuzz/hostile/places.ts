/** A value in JSON and where it is held. */
export interface Place {
  readonly holder: object;
  readonly key: string | number;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/** All places below, what is outside first. */
export function placesIn(holder: object, path: Place['path'] = []): readonly Place[] {
  return Object.entries(holder).flatMap(([name, value]) => {
    const key = Array.isArray(holder) ? Number(name) : name;
    const here = [...path, key];
    const below = typeof value === 'object' && value !== null ? placesIn(value, here) : [];
    return [{ holder, key, value, path: here }, ...below];
  });
}

/** Sets a property of any name: `__proto__` becomes one like all others, as it does when JSON is parsed. */
export function put({ holder, key }: Pick<Place, 'holder' | 'key'>, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

export function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}
