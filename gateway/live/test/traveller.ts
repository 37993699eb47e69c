import { TRANSPORTS } from '../metrics.ts';
import type { LiveGateway } from './fixture.ts';
import { pause } from './load.ts';
import { openSubscriber, type Subscriber } from './subscriber.ts';

/** A client that is cut off again and again: it comes back by any transport, after the last event that it has. */
export interface Traveller {
  /** Ids of all that it has heard of, over all its connections. */
  seen(): readonly string[];
  /** Cuts its connection; false when it has none. */
  cut(): boolean;
  stop(): Promise<void>;
}

const MAX_AWAY_MS = 100;

/** `gateway` is asked before each connection: there may be another by then. */
export function sendTravelling(gateway: () => Pick<LiveGateway, 'url'>, from: string): Traveller {
  const seen: string[] = [];
  let cursor = from;
  let connection: Subscriber | undefined;
  let isStopped = false;

  const connect = async (): Promise<void> => {
    const transport = TRANSPORTS[Math.floor(Math.random() * TRANSPORTS.length)] ?? 'websocket';
    const opened = await openSubscriber(gateway(), transport, { after: cursor });
    connection = opened;
    if (isStopped) opened.leave();
    await opened.ended;
    connection = undefined;
    seen.push(...opened.ids);
    cursor = opened.cursor() ?? cursor;
  };
  const travel = (async () => {
    while (!isStopped) {
      await connect().catch(() => {});
      await pause(Math.random() * MAX_AWAY_MS);
    }
  })();
  return {
    seen: () => [...seen, ...(connection?.ids ?? [])],
    cut() {
      connection?.leave();
      return connection !== undefined;
    },
    stop() {
      isStopped = true;
      connection?.leave();
      return travel;
    },
  };
}
