import { PlatformError } from 'platform/errors/errors';
import { createSeal } from './sealed.ts';
import type { Seqs } from './seqs.ts';

/** How far a reader has come in a topic: everything up to `seqs` of each partition is behind it. */
export interface Position {
  readonly topic: string;
  /** Unknown only while nothing was ever seen on the topic. */
  readonly incarnation: string | undefined;
  readonly seqs: Seqs;
}

/** Positions as the API hands them out: sealed, so that a client can neither make, read nor change one. */
export interface Cursors {
  /** A position is sealed once, however many are told of it: it must not be changed afterwards. */
  seal(position: Position): string;
  /** Fails with CURSOR_INVALID unless one of the keys sealed it for this topic. */
  open(cursor: string, topic: string): Position;
}

/** A cursor longer than this was not made here: about 300 partitions. */
export const MAX_CURSOR_LENGTH = 16_384;

/** `[topic, incarnation, [partition, seq]…]`: the text that is sealed. */
type Plain = readonly [string, string | null, ...(readonly [number, string])[]];

export function createCursors(secrets: readonly [string, ...string[]]): Cursors {
  const { seal, open } = createSeal(secrets, 'live-cursor/1');
  const sealed = new WeakMap<Position, string>();
  return {
    seal(position) {
      const cursor = sealed.get(position) ?? seal(JSON.stringify(plainOf(position)));
      sealed.set(position, cursor);
      return cursor;
    },
    open(cursor, topic) {
      const text = cursor.length > MAX_CURSOR_LENGTH ? undefined : open(cursor);
      if (text === undefined) throw invalid('The cursor was not made by this API.');
      const position = positionOf(JSON.parse(text) as Plain);
      if (position.topic !== topic) throw invalid('The cursor belongs to another subscription.');
      return position;
    },
  };
}

/** The cursor cannot be resumed from: subscribe without it. */
export const invalid = (message: string): PlatformError => new PlatformError('CURSOR_INVALID', message);

/** Whether two incarnations are of one topic, as far as both are known. */
export const isSameTopic = (one: string | undefined, other: string | undefined): boolean =>
  (one ?? other) === (other ?? one);

/** Its topic is gone: another one has its name. */
export const recreated = (): PlatformError =>
  invalid('The topic was made anew since: subscribe without a cursor.');

/** Events after the cursor are no longer held: read the present state by a query, then subscribe without it. */
export const expired = (): PlatformError =>
  new PlatformError('CURSOR_EXPIRED', 'Events after the cursor are no longer held.');

const plainOf = ({ topic, incarnation, seqs }: Position): Plain => [
  topic,
  incarnation ?? null,
  ...[...seqs].map(([partition, seq]) => [partition, seq.toString()] as const),
];

const positionOf = ([topic, incarnation, ...seqs]: Plain): Position => ({
  topic,
  incarnation: incarnation ?? undefined,
  seqs: new Map(seqs.map(([partition, seq]) => [partition, BigInt(seq)])),
});
