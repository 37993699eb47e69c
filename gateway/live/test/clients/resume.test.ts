import { afterAll, describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { programPath } from 'platform/testing/programs';
import { READER, tokenOf } from '../fixture.ts';
import { openStage } from '../stage.ts';
import { openCuttableWay } from './cuttable.ts';
import type { OpenReader } from './reader.ts';
import { curlEvents, curlParts } from './readers/curl.ts';
import { graphqlWs } from './readers/graphql-ws.ts';
import { typedClient } from './readers/typed-client.ts';
import { urqlOverEvents, urqlOverSocket } from './readers/urql.ts';

const { log, gateway } = await openStage();
const way = await openCuttableWay(Number(new URL(gateway.url).port));
afterAll(() => way.close());

const hasCurl = programPath('curl') !== undefined;
const READERS: readonly (readonly [string, OpenReader])[] = [
  ["graphql-ws's own client", graphqlWs],
  ['urql over graphql-ws', urqlOverSocket],
  ['urql over graphql-sse', urqlOverEvents],
  ['our own client', typedClient],
  ...(hasCurl
    ? ([
        ['curl over Server-Sent Events', curlEvents],
        ['curl over multipart', curlParts],
      ] as const)
    : []),
];

const CUTS = 5;

describe.each(READERS)('%s', (_name, open) => {
  test(`whose connection is lost ${CUTS} times misses nothing, gets nothing twice and keeps the order`, async () => {
    const published: string[] = [];
    /** All of one aggregate, so that they have one order. */
    const publish = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const id = `txn_${published.length}`;
        published.push(id);
        await log.publish({ transaction: { id } }, { subject: 'txn' });
      }
    };
    const reader = open({ url: `${way.origin}/graphql`, token: tokenOf('acme', 'alice', READER) });
    await eventually(() => gateway.live.stats().subscriptions === 1);
    for (let cut = 0; cut < CUTS; cut += 1) {
      await publish(1);
      await eventually(() => reader.seen.length === published.length);
      const more = publish(10);
      expect(way.cut()).toBeGreaterThan(0);
      await more;
    }
    await eventually(
      () => reader.seen.length >= published.length,
      () => reader.seen,
    );
    reader.stop();
    await eventually(() => gateway.live.stats().connections === 0);
    expect(reader.seen).toEqual(published);
  });
});
