/** The ledger's writer on a PostgreSQL of its own, and its relay to Kafka: `ledger.ts BROKER ACCOUNTS`. */
import { pino } from 'pino';
import { openKafkaBus } from 'platform/bus/kafka/bus';
import { present } from 'platform/kernel/assert';
import { grouped } from '../../../../subgraphs/ledger/bench/postings/grouped.ts';
import { startStack } from '../../../../subgraphs/ledger/bench/setting/stack.ts';
import { keyOf, serve } from './commands.ts';

const [broker = '', accounts] = process.argv.slice(2);
const logger = pino({ level: 'error' });
const stack = await startStack(() => openKafkaBus({ brokers: [broker], clientId: 'ledger', logger }));
const book = await stack.openBook(Number(accounts) + 1);
const [house, ...keys] = book.accounts;
const post = grouped(stack, book);
const accountOf = new Map(keys.map((account, n) => [keyOf(n), account]));

process.once('SIGTERM', () => void stack.stop().then(() => process.exit()));
serve(
  { port: 0, keys },
  {
    open: () => stack.waiting(),
    async emit(key) {
      const debit = present(accountOf.get(key), 'an account has each key');
      await post({ debit, credit: present(house, 'a book has accounts') });
    },
  },
);
