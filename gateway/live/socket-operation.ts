import { newId } from 'platform/kernel/ids';
import type { Begun } from './begin.ts';
import type { Outlet } from './outlet.ts';

/** What an operation needs of its socket. */
export interface OperationSocket {
  /** False while the client has not taken what it was sent. */
  isReady(): boolean;
  sendText(text: string): void;
  /** Ends an operation, by an error or as complete. */
  finish(operation: SocketOperation, error: unknown): void;
}

/** An operation on a socket, from its `subscribe` to whichever side ends it. */
export class SocketOperation implements Outlet {
  readonly id: string;
  readonly requestId = newId('req');
  readonly #socket: OperationSocket;
  #begun: Begun | undefined;
  isCancelled = false;

  constructor(socket: OperationSocket, id: string) {
    this.#socket = socket;
    this.id = id;
  }

  get isBeginning(): boolean {
    return this.#begun === undefined;
  }

  get live(): Begun['live'] {
    return this.#begun?.live;
  }

  start(begun: Begun): void {
    this.#begun = begun;
    begun.operation.start(this);
  }

  resume(): void {
    this.#begun?.operation.resume();
  }

  cancel(): void {
    this.isCancelled = true;
    this.#begun?.operation.cancel();
  }

  isReady(): boolean {
    return this.#socket.isReady();
  }

  next(text: string): void {
    this.#socket.sendText(`{"id":${JSON.stringify(this.id)},"type":"next","payload":${text}}`);
  }

  end(error?: unknown): void {
    this.#socket.finish(this, error);
  }
}
