import { createPulse, type Pulse } from './pulse.ts';

/** A connection whose idle subscriptions are told their cursors now and then. */
export interface Told {
  tellCursors(): void;
}

export type CursorPulse = Pulse<Told>;

export const createCursorPulse = (intervalMs: number): CursorPulse =>
  createPulse(intervalMs, (connection) => connection.tellCursors());
