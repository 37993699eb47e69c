import type { Client } from '@client/typescript/client';
import { CreatePaymentDocument } from '@client/typescript/documents';
import { amountOf } from './amount.ts';
import { success } from './success.ts';

/** The n-th payment: most are captured at once, every fifth waits for its capture. */
export async function pay(client: Client, n: number): Promise<void> {
  const { createPayment } = await client.mutate(CreatePaymentDocument, {
    input: {
      amount: amountOf(1_000 + n * 125, 'EUR'),
      description: `Order ${1000 + n}`,
      confirm: true,
      captureMethod: n % 5 === 4 ? 'MANUAL' : 'AUTOMATIC',
      idempotencyKey: `seed-payment-${n}`,
    },
  });
  success(createPayment, 'CreatePaymentSuccess');
}
