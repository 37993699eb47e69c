import type { TenantId } from 'platform/kernel/ids';
import type { FxRate } from '../../domain/fx/rate.ts';
import { findRateAsOf, type RateQuestion } from '../../storage/stores/fxRates.ts';
import type { PointOfView } from '../balance/balance.ts';
import type { Books } from '../balance/settle.ts';
import { settledView } from '../balance/view.ts';

/** The rate of a pair from one point of view. Fails with BAD_USER_INPUT for a recordedAt in the future. */
export async function fxRateAsOf(
  books: Books,
  tenantId: TenantId,
  pair: Pick<RateQuestion, 'ledgerId' | 'base' | 'quote'>,
  at: PointOfView,
): Promise<FxRate | undefined> {
  const asOf = await settledView(books, tenantId, pair.ledgerId, at);
  return asOf && findRateAsOf(books.reader(tenantId), { ...pair, ...asOf });
}
