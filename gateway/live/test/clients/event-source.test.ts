import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { programPath } from 'platform/testing/programs';
import { type Browser, chromium, type Page, type Route } from 'playwright-core';
import { READER, tokenOf } from '../fixture.ts';
import { openStage } from '../stage.ts';
import { openCuttableWay } from './cuttable.ts';
import { QUERY } from './reader.ts';

const executablePath = programPath('chromium', 'chromium-browser', 'google-chrome');
const html = readFileSync(new URL('event-source.html', import.meta.url), 'utf8');

/** A site of another origin, which the gateway lets call. */
const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
await once(site.listen(0, '127.0.0.1'), 'listening');
const siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

const { log, gateway } = await openStage({}, { origins: [siteOrigin] });
const way = await openCuttableWay(Number(new URL(gateway.url).port));
let browser: Browser;

afterAll(async () => {
  await browser?.close();
  await way.close();
  site.close();
});

interface Heard {
  readonly seen: readonly string[];
  /** How many the page has asked for. */
  readonly tickets: number;
}

const heardBy = (page: Page): Promise<Heard> => page.evaluate('heard');

async function openPage(origin: string): Promise<Page> {
  const page = await browser.newPage();
  // The gateway itself has no such page.
  const fulfil = (route: Route) => route.fulfill({ contentType: 'text/html', body: html });
  await page.route(`${way.origin}/page`, fulfil);
  const token = tokenOf('acme', 'alice', READER);
  const asked = new URLSearchParams({ url: `${way.origin}/graphql`, token, query: QUERY });
  await page.goto(`${origin}/page#${asked}`);
  return page;
}

(executablePath ? describe : describe.skip)("a browser's EventSource", () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });

  test.each([
    ["the gateway's own origin", way.origin],
    ['another origin that may call', siteOrigin],
  ])(
    'of a page of %s, cut and opened anew by another ticket, misses nothing',
    async (_where, origin) => {
      const published: string[] = [];
      const publish = async () => {
        const id = `txn_${published.push(`txn_${published.length}`) - 1}`;
        await log.publish({ transaction: { id } }, { subject: 'txn' });
      };
      const page = await openPage(origin);
      await eventually(() => gateway.live.stats().subscriptions === 1);
      await publish();
      await eventually(async () => (await heardBy(page)).seen.length === 1);
      expect(way.cut()).toBeGreaterThan(0);
      for (let n = 0; n < 20; n += 1) await publish();
      await eventually(async () => (await heardBy(page)).seen.length >= published.length);
      expect(await heardBy(page)).toEqual({ seen: published, tickets: 2 });
      await page.close();
      await eventually(() => gateway.live.stats().connections === 0);
    },
    60_000,
  );
});
