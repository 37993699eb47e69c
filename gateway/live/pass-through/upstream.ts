import { PlatformError } from 'platform/errors/errors';
import type { GatewayContext } from '../../context.ts';
import type { SubgraphError, SubgraphOperation, SubgraphResponse } from '../../data-source/data-source.ts';

/** A subgraph with subscriptions of its own. */
export interface Upstream {
  /**
   * Resolves once the subgraph is reached, with the function that ends the subscription. Rejects with
   * SERVICE_UNAVAILABLE when it cannot be reached, or has as many connections from here as it may.
   */
  subscribe(
    operation: SubgraphOperation,
    context: GatewayContext,
    subscriber: UpstreamSubscriber,
  ): Promise<() => void>;
}

export interface ClosableUpstream extends Upstream {
  /** Open to it. */
  readonly connections: number;
  close(): void | Promise<void>;
}

/** Hears what comes; of the last three one, once, and nothing after it or after the subscription was ended. */
export interface UpstreamSubscriber {
  /** `bytes`: of the message that brought it. */
  next(response: SubgraphResponse, bytes: number): void;
  /** The subgraph has no more. */
  complete(): void;
  /** The subgraph refuses the operation. */
  refuse(errors: readonly SubgraphError[]): void;
  /** The connection was lost: nobody knows what has been missed. */
  lose(cause: Error): void;
}

/** Lets a subscriber hear of only one end. */
export function endingOnce(subscriber: UpstreamSubscriber, onEnd: () => void) {
  let isOver = false;
  const once = (tell: () => void) => {
    if (isOver) return;
    isOver = true;
    onEnd();
    tell();
  };
  return {
    next(response: SubgraphResponse, bytes: number) {
      if (!isOver) subscriber.next(response, bytes);
    },
    complete: () => once(subscriber.complete),
    refuse: (errors: readonly SubgraphError[]) => once(() => subscriber.refuse(errors)),
    lose: (cause: Error) => once(() => subscriber.lose(cause)),
    leave: (end: () => void) => once(end),
  };
}

export const tooManyConnections = (): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', 'There are too many connections to the subgraph: try later.');
