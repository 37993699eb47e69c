/** The event that all contenders bring, and the subscription that asks for it. */
export interface Tick {
  readonly key: string;
  /** Milliseconds of the wall clock when it was made. */
  readonly at: number;
  readonly text: string;
}

const TEXT_BYTES = 100;

export const tickOf = (key: string, bytes = TEXT_BYTES): Tick => ({
  key,
  at: Date.now(),
  text: 'x'.repeat(bytes),
});

export const SUBSCRIPTION = 'subscription ($key: ID) { ticked(key: $key) { key at text } }';

/** The same with where to go on. */
export const RESUMABLE =
  'subscription ($key: ID, $after: Cursor) { ticked(key: $key, after: $after) { cursor key at text } }';

/** The `at` of a message, as it came. */
export function timeIn(message: Buffer): number {
  const at = message.indexOf(AT) + AT.length;
  return Number(message.toString('latin1', at, at + DIGITS));
}

const AT = '"at":';
const DIGITS = 13;
