import { type EntityName, type FilterQuery, raw } from '@mikro-orm/core';
import type { QBFilterQuery } from '@mikro-orm/postgresql';
import type { UnitOfWork } from './unit-of-work.ts';

/** How many rows match. (`em.count` cannot read a count that comes as bigint.) */
export async function countRows<Entity extends object>(
  { em }: UnitOfWork,
  entity: EntityName<Entity>,
  where: FilterQuery<Entity>,
): Promise<number> {
  const [row] = await em
    .createQueryBuilder(entity)
    .select(raw('count(*)::int as n'))
    .where(where as QBFilterQuery<Entity>)
    .execute<{ n: number }[]>('all');
  return row?.n ?? 0;
}
