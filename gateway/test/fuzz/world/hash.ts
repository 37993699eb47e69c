/** A 32-bit hash of a text (FNV-1a, then MurmurHash3's finalizer, as neighbours must differ in all bits). */
export function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number from 0, less than 1, that the text determines. */
export const fraction = (text: string): number => hash(text) / 2 ** 32;

/** The option that the text determines. */
export const pickBy = <T>(text: string, options: readonly T[]): T =>
  options[hash(text) % options.length] as T;
