import { type DeadLetterFilter, type DeadLetterSummary, listDeadLetters } from 'platform/bus/dead-letters';
import type { DeadLetterStore } from './dead-letter-stores.ts';

/** One line a dead letter. */
export async function list(
  stores: readonly DeadLetterStore[],
  filter: DeadLetterFilter,
  print: (line: string) => void,
): Promise<void> {
  const letters = (await Promise.all(stores.map(({ pool }) => listDeadLetters(pool, filter)))).flat();
  for (const letter of letters) print(lineOf(letter));
  const parked = letters.reduce((sum, letter) => sum + letter.parked, 0);
  print(
    letters.length === 0
      ? 'No dead letters.'
      : `Dead letters: ${letters.length}, parked behind them: ${parked}.`,
  );
}

const lineOf = ({
  eventId,
  status,
  consumer,
  tenantId,
  topic,
  attempts,
  parked,
  error,
}: DeadLetterSummary): string =>
  `${eventId}  ${status}  ${consumer}  ${tenantId}  ${topic}  ${attempts} attempts  ${parked} parked  ${error ?? ''}`;
