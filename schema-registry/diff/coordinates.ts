/** `Query.book(id:)` → `Query`. */
export const ownerOf = (coordinate: string): string => coordinate.replace(/\..*$/, '');

/** `Query.book(id:)` → `Query.book` → `Query`. */
export function parentOf(coordinate: string): string | undefined {
  const parent = coordinate.replace(/(\([^)]*\)|\.[^.(]*)$/, '');
  return parent === coordinate ? undefined : parent;
}
