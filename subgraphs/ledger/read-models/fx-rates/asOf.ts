import type { TenantId } from 'platform/kernel/ids';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { FxRate } from '../../domain/fx/rate.ts';
import { findRateAsOf, type RateQuestion } from '../../storage/stores/fxRates.ts';
import type { PointOfView } from '../balance/balance.ts';
import { settledView } from '../balance/view.ts';

/** The rate of a pair from one point of view. Fails with BAD_USER_INPUT for a recordedAt in the future. */
export const fxRateAsOf = (
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  pair: Pick<RateQuestion, 'ledgerId' | 'base' | 'quote'>,
  at: PointOfView,
): Promise<FxRate | undefined> =>
  unitOfWork(tenantId, async (uow) => {
    const asOf = await settledView(uow, pair.ledgerId, at);
    return asOf && findRateAsOf(uow, { ...pair, ...asOf });
  });
