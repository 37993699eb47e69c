import type { DeliveredMessage } from 'platform/bus/port';
import type { Cursors, Position } from './cursor.ts';
import type { EventAnswer } from './event-answer.ts';

/** An event as it is dispatched: to all who are to get it at once, or to one that replays. */
export interface LiveEvent {
  readonly message: DeliveredMessage;
  /** Where to resume after it; sealed when first asked for. */
  readonly cursor: () => string;
  /** Shared by the subscribers of this dispatch: by view (views.ts), then by who gets the same. */
  readonly answers: Map<object, Map<string, EventAnswer>>;
}

/** `position` is asked at the most once, at any time. */
export const liveEvent = (
  message: DeliveredMessage,
  position: () => Position,
  cursors: Cursors,
): LiveEvent => {
  let sealed: string | undefined;
  return {
    message,
    cursor: () => {
      sealed ??= cursors.seal(position());
      return sealed;
    },
    answers: new Map(),
  };
};
