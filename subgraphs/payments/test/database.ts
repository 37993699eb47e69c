import pg from 'pg';
import type { TestDatabase } from 'platform/testing/postgres';

/** One value, as the administrator sees it: over all tenants, and what only the sandbox may see. */
export async function scalarOf<T>(database: TestDatabase, sql: string, values: unknown[] = []): Promise<T> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: T }>(sql, values);
    return rows[0]?.value as T;
  } finally {
    await client.end();
  }
}

/** How many times the provider took up a request to authorise the payment. */
export const chargesOf = (database: TestDatabase, paymentId: string): Promise<number> =>
  scalarOf(
    database,
    `select count(*)::int as value from sandbox_request
     where idempotency_key like $1 || '/confirm/%' and response is not null`,
    [paymentId],
  );

/** How often this happened to the payment: `captured`, `settled` … */
export const countOf = (database: TestDatabase, paymentId: string, event: string): Promise<number> =>
  scalarOf(database, 'select count(*)::int as value from event where stream = $1 and type = $2', [
    paymentId,
    `payments.payment.${event}.v1`,
  ]);

/** What the provider kept of it, in minor units. */
export const keptOf = (database: TestDatabase, paymentId: string): Promise<number> =>
  scalarOf(
    database,
    `select (state->>'captured')::int - (state->>'refunded')::int as value from sandbox_payment where id = $1`,
    [paymentId],
  );
