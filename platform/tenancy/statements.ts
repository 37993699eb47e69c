import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import type { Reader } from './unit-of-work.ts';

/** Compiles and never runs. */
const compiler = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Hand-written SQL (kysely's `sql` tag) as `pg` takes it. */
export function compile(statement: RawBuilder<unknown>): {
  readonly text: string;
  readonly values: unknown[];
} {
  const { sql: text, parameters } = statement.compile(compiler);
  return { text, values: [...parameters] };
}

/** Runs hand-written SQL on a connection of one's own, with the rights of its role. */
export const queryOn =
  (client: pg.ClientBase): Reader['query'] =>
  async <Row>(statement: RawBuilder<Row>) =>
    (await client.query(compile(statement))).rows as Row[];
