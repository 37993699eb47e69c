import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { startPostgres } from 'platform/local-stack/postgres';
import { megabytes, ms, table } from '../../gateway/report.ts';
import { openSocket } from '../clients/client.ts';
import { createGathering } from '../clients/gathering.ts';
import { openSubscribers } from '../clients/subscribers.ts';
import type { Part } from '../part.ts';
import { keyOf, startContender } from '../servers/commands.ts';
import { createLog } from '../servers/log.ts';
import { RESUMABLE } from '../servers/tick.ts';

const CLIENTS = 2_000;
const MISSED = 1_000;
/** Each client missed one in so many of them. */
const KEYS = 10;

/** All clients come back at once and have missed the same time; the events are on the PostgreSQL bus. */
export const resume: Part = async () => {
  console.error(`resume: ${CLIENTS} clients`);
  const dataDir = mkdtempSync(join(tmpdir(), 'subscriptions-bench-'));
  const postgres = await startPostgres({ dataDir });
  const bus = await openPostgresBus({ postgresUrl: postgres.url, logger: pino({ level: 'error' }) });
  const log = await createLog(bus);
  const server = await startContender('gateway-on-postgres.ts', [postgres.url]);

  const after = Promise.withResolvers<string>();
  const takeCursor = (message: Buffer) => after.resolve(JSON.parse(`${message}`).payload.data.ticked.cursor);
  const onlooker = await openSubscribers(server, openSocket, {
    count: 1,
    query: RESUMABLE,
    onNext: takeCursor,
  });
  await log.publish(0, 1);
  const variables = { after: await after.promise };
  await log.publish(KEYS, MISSED);

  const gathering = createGathering();
  const all = gathering.all((CLIENTS * MISSED) / KEYS);
  const [before, began, cpu] = [await server.bytes(), performance.now(), server.cpuSeconds()];
  const opening = openSubscribers(server, openSocket, {
    ...{ count: CLIENTS, query: RESUMABLE, variables, onNext: gathering.arrive },
    keyOf: (n) => keyOf(n % KEYS),
  });
  await all;
  const figures = {
    ms: performance.now() - began,
    cpuMs: (server.cpuSeconds() - cpu) * 1_000,
    grownBytes: (await server.bytes()) - before,
  };
  for (const crowd of [onlooker, await opening]) crowd.leave();
  await server.stop();
  await bus.close();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return { table: tableOf(figures), figures, targets: [] };
};

const tableOf = ({
  ms: took,
  cpuMs,
  grownBytes,
}: {
  ms: number;
  cpuMs: number;
  grownBytes: number;
}): string =>
  table(
    [
      'come back at once',
      'missed',
      'of these each hears',
      'until all had all, ms',
      'CPU ms',
      'memory grown MB',
    ],
    [
      [
        ...[CLIENTS, MISSED, MISSED / KEYS].map((count) => count.toLocaleString('en')),
        ...[ms(took), ms(cpuMs), megabytes(grownBytes)],
      ],
    ],
  );
