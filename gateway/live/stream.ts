import type { EventAnswer } from './event-answer.ts';
import type { Operation, Outlet } from './outlet.ts';

/** An event on its way to one subscriber. */
export interface StreamItem {
  /** Where to resume after this event; undefined where one cannot. */
  readonly cursor: (() => string) | undefined;
  /** The subscriber's answer, made when it is first asked for. */
  readonly answer: () => EventAnswer;
}

/** Who feeds the stream. */
export interface StreamOwner {
  /** Before an item is taken, which `fail` may prevent. */
  onTake(): void;
  /** An item was taken, and its answer will be sent. */
  onHand(answer: EventAnswer): void;
  /** Once when the stream is over for whatever reason: stop feeding it. */
  onEnd(): void;
  /** At most a quarter of the capacity waits. */
  onDrained(): void;
}

export interface StreamLimits {
  /** Items that may wait; one more, and the subscriber is too slow. */
  readonly queueCapacity: number;
  /** The next items that are resolved while the subscriber still takes earlier ones. */
  readonly readAhead: number;
}

/** The events of one subscription, each sent as soon as its outlet takes it. */
export interface EventStream extends Operation {
  /** False when it is full: the item was not taken. */
  push(item: StreamItem): boolean;
  /** Drops what waits; the outlet gets `error` after the answer in hand. */
  fail(error: Error): void;
  /** Ends it as complete once what waits has been sent, unless it fails before that. */
  complete(): void;
  isFull(): boolean;
  /** Items that wait. */
  waiting(): number;
  /** Everything pushed has been sent. */
  isIdle(): boolean;
  /** The cursor of the last item that was taken. */
  taken(): string | undefined;
}

/** A bounded queue between the events and one outlet. What a socket takes at once never waits in it. */
export const createEventStream = (limits: StreamLimits, owner: StreamOwner): EventStream =>
  new BoundedStream(limits, owner);

/** A class because there are as many as subscriptions: what they can do is there once, not in each. */
class BoundedStream implements EventStream {
  readonly #limits: StreamLimits;
  readonly #owner: StreamOwner;
  #queue: StreamItem[] = EMPTY;
  #outlet: Outlet | undefined;
  /** The last item that was taken. */
  #last: StreamItem | undefined;
  /** Its answer is not there yet. */
  #isAnswering = false;
  #isPumping = false;
  #isOver = false;
  /** How it ends once the item in hand, or with `complete` all that waits, has been sent. */
  #ending: { readonly error?: Error } | undefined;

  constructor(limits: StreamLimits, owner: StreamOwner) {
    this.#limits = limits;
    this.#owner = owner;
  }

  start(outlet: Outlet): void {
    this.#outlet = outlet;
    this.#pump();
  }

  resume(): void {
    this.#pump();
  }

  cancel(): void {
    this.#finish();
  }

  push(item: StreamItem): boolean {
    const { queueCapacity, readAhead } = this.#limits;
    if (this.#isOver || this.#ending || this.#queue.length >= queueCapacity) return false;
    if (this.#queue === EMPTY) this.#queue = [];
    this.#queue.push(item);
    this.#pump();
    if (this.#queue.length <= readAhead && this.#queue.includes(item)) item.answer();
    return true;
  }

  fail(error: Error): void {
    if (this.#isOver || this.#ending?.error) return;
    this.#queue = EMPTY;
    this.#endWith({ error });
  }

  complete(): void {
    if (!this.#isOver && !this.#ending) this.#endWith({});
  }

  isFull(): boolean {
    return this.#queue.length >= this.#limits.queueCapacity;
  }

  waiting(): number {
    return this.#queue.length;
  }

  isIdle(): boolean {
    return (
      this.#outlet !== undefined && !this.#isOver && !this.#ending && !this.#isAnswering && !this.waiting()
    );
  }

  taken(): string | undefined {
    return this.#last?.cursor?.();
  }

  /** Sends as much as can be sent now. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (this.#canSend()) this.#sendNext();
    this.#isPumping = false;
    if (this.#ending && !this.#isAnswering && this.waiting() === 0) this.#close(this.#ending.error);
  }

  #canSend(): boolean {
    return this.#queue.length > 0 && !this.#isAnswering && !this.#isOver && this.#outlet?.isReady() === true;
  }

  #sendNext(): void {
    const { queueCapacity, readAhead } = this.#limits;
    this.#owner.onTake();
    const item = this.#queue.shift();
    if (!item) return;
    this.#last = item;
    const answer = item.answer();
    this.#owner.onHand(answer);
    if (this.#queue.length >= readAhead) this.#queue[readAhead - 1]?.answer();
    this.#send(item, answer);
    if (this.#queue.length <= queueCapacity / 4) this.#owner.onDrained();
  }

  #send(item: StreamItem, answer: EventAnswer): void {
    const { text } = answer;
    if (text !== undefined) return void this.#outlet?.next(text, item.cursor);
    this.#isAnswering = true;
    answer.whenThere(() => {
      this.#isAnswering = false;
      if (!this.#isOver) this.#send(item, answer);
      this.#pump();
    });
  }

  #endWith(ending: { readonly error?: Error }): void {
    const wasEnding = this.#ending !== undefined;
    this.#ending = ending;
    if (!wasEnding) this.#owner.onEnd();
    this.#pump();
  }

  #close(error: Error | undefined): void {
    if (this.#isOver || !this.#outlet) return;
    this.#isOver = true;
    this.#outlet.end(error);
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#queue = EMPTY;
    if (!this.#ending) this.#owner.onEnd();
  }
}

/** Of a stream in which nothing ever waited. */
const EMPTY: StreamItem[] = [];
