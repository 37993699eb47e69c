/** graphql-ws's server, as its documentation starts it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { serve } from './commands.ts';
import { createSubscribers } from './subscribers.ts';
import { type Tick, tickOf } from './tick.ts';

const schema = buildSchema(`
  type Query { ready: Boolean }
  type Subscription { ticked(key: ID): Tick! }
  type Tick { key: ID! at: Float! text: String! }`);

const subscribers = createSubscribers<(tick: Tick) => void>();

/** Events of a key, as fast as they are taken; what comes meanwhile waits. */
function ticksOf(key: string): AsyncIterableIterator<{ ticked: Tick }> {
  const waiting: Tick[] = [];
  let reader: PromiseWithResolvers<IteratorResult<{ ticked: Tick }>> | undefined;
  const remove = subscribers.add(key, (ticked) => {
    if (!reader) waiting.push(ticked);
    reader?.resolve({ done: false, value: { ticked } });
    reader = undefined;
  });
  return {
    next() {
      const ticked = waiting.shift();
      if (ticked) return Promise.resolve({ done: false, value: { ticked } });
      reader = Promise.withResolvers();
      return reader.promise;
    },
    async return() {
      remove();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const server = createServer();
const roots = { subscription: { ticked: ({ key }: { key: string }) => ticksOf(key) } };
useServer({ schema, roots }, new WebSocketServer({ server, path: '/graphql' }));
server.listen(0, '127.0.0.1', () =>
  serve(server.address() as AddressInfo, {
    open: () => subscribers.size,
    emit(key, count) {
      for (let n = 0; n < count; n += 1) {
        const tick = tickOf(key);
        for (const take of subscribers.of(key)) take(tick);
      }
    },
  }),
);
