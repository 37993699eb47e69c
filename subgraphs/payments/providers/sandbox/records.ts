import pg from 'pg';
import { present } from 'platform/kernel/assert';
import type { TenantId } from 'platform/kernel/ids';
import type { PaymentId } from '../../domain/payment/state.ts';
import { ProviderFault } from '../provider.ts';
import type { SandboxPayment } from './behaviour.ts';

/** What is known of an idempotency key. */
export interface KnownRequest {
  /** The key was not seen before. */
  readonly isFirst: boolean;
  readonly response: SandboxPayment | null;
}

export interface SandboxTransaction {
  /** Holds the key until the end of the transaction. Rejects a key that came with other parameters before. */
  claimRequest(key: string, fingerprint: string): Promise<KnownRequest>;
  storeResponse(key: string, response: SandboxPayment): Promise<void>;
  /** Keeps the one that is there. */
  insertPayment(id: PaymentId, payment: SandboxPayment): Promise<void>;
  findPayment(id: PaymentId): Promise<SandboxPayment | undefined>;
  lockPayment(id: PaymentId): Promise<SandboxPayment>;
  updatePayment(id: PaymentId, payment: SandboxPayment): Promise<void>;
}

export interface SandboxRecords {
  transaction<T>(tenantId: TenantId, work: (transaction: SandboxTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const POOL_SIZE = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/** The sandbox's tables, on connections of its own. */
export function openSandboxRecords(databaseUrl: string): SandboxRecords {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {})); // lost while in use: the statement rejects
  return {
    transaction: async (tenantId, work) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
        const result = await work(sandboxTransaction(client, tenantId));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        );
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

function sandboxTransaction(client: pg.ClientBase, tenantId: TenantId): SandboxTransaction {
  const find = async (id: PaymentId, lock: '' | 'for update') => {
    const { rows } = await client.query<{ state: SandboxPayment }>(
      `select state from sandbox_payment where tenant_id = $1 and id = $2 ${lock}`,
      [tenantId, id],
    );
    return rows[0]?.state;
  };
  return {
    claimRequest: (key, fingerprint) => claimRequest(client, tenantId, key, fingerprint),
    storeResponse: async (key, response) => {
      await client.query(
        'update sandbox_request set response = $3 where tenant_id = $1 and idempotency_key = $2',
        [tenantId, key, JSON.stringify(response)],
      );
    },
    insertPayment: async (id, payment) => {
      await client.query(
        'insert into sandbox_payment (tenant_id, id, state) values ($1, $2, $3) on conflict do nothing',
        [tenantId, id, JSON.stringify(payment)],
      );
    },
    findPayment: (id) => find(id, ''),
    lockPayment: async (id) =>
      present(await find(id, 'for update'), 'a payment is created before it is used'),
    updatePayment: async (id, payment) => {
      await client.query('update sandbox_payment set state = $3 where tenant_id = $1 and id = $2', [
        tenantId,
        id,
        JSON.stringify(payment),
      ]);
    },
  };
}

async function claimRequest(
  client: pg.ClientBase,
  tenantId: TenantId,
  key: string,
  fingerprint: string,
): Promise<KnownRequest> {
  const { rowCount } = await client.query(
    `insert into sandbox_request (tenant_id, idempotency_key, fingerprint) values ($1, $2, $3)
     on conflict do nothing`,
    [tenantId, key, fingerprint],
  );
  if (rowCount) return { isFirst: true, response: null };
  const { rows } = await client.query<{ fingerprint: string; response: SandboxPayment | null }>(
    `select fingerprint, response from sandbox_request where tenant_id = $1 and idempotency_key = $2 for update`,
    [tenantId, key],
  );
  const known = present(rows[0], 'a request that is in the way is there');
  if (known.fingerprint !== fingerprint) throw new ProviderFault(`the key ${key} came with other parameters`);
  return { isFirst: false, response: known.response };
}
