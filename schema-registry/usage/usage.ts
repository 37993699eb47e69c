import type { AffectedClient } from '../findings.ts';

/**
 * Who has used a schema coordinate (`Query.book`, `Query.book(id:)`, `Color.RED`). `undefined`: it is not known, so
 * that a breaking change stays breaking; an empty list: nobody.
 */
export type Usage = (coordinate: string) => readonly AffectedClient[] | undefined;

/** From files alone nothing is known of who uses what. */
export const noUsage: Usage = () => undefined;
