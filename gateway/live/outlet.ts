/** Where an operation's answers go: its part of a socket, or a response. */
export interface Outlet {
  /** False while the client has not taken what it was sent: what comes then waits until the operation's `resume`. */
  isReady(): boolean;
  /** Sends a result as JSON; `cursor`, of a subscription, covers everything up to and with it. */
  next(text: string, cursor: (() => string) | undefined): void;
  /** The operation is over, by an error or, without one, completed. Called once. */
  end(error?: unknown): void;
}

/** An operation that was let in. It knows nothing of the transport that its answers go to. */
export interface Operation {
  /** Begins to answer. Called once. */
  start(outlet: Outlet): void;
  /** The outlet is ready again. */
  resume(): void;
  /** Nobody wants it any more: nothing is sent from now on. */
  cancel(): void;
}
