import type { BusEvent } from 'platform/bus/port';
import type { Caller } from './services.ts';

/** A command of another service, whose signature has been verified. What follows from it names it as its cause. */
export interface Command extends Caller {
  readonly event: BusEvent;
}
