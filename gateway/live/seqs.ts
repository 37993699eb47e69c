/** Partition → last `seq`; a partition that is absent is at its beginning. */
export type Seqs = ReadonlyMap<number, bigint>;

/** Past all that either is past. */
export function furthest(one: Seqs, other: Seqs): Seqs {
  const reached = new Map(one);
  for (const [partition, seq] of other) {
    if (seq > (reached.get(partition) ?? -1n)) reached.set(partition, seq);
  }
  return reached;
}

/** Past only what all are past, in each of the partitions. */
export const lowest = (all: readonly Seqs[], partitions: readonly number[]): Seqs =>
  new Map(
    partitions.map((partition) => [
      partition,
      all.map((seqs) => seqs.get(partition) ?? 0n).reduce((least, seq) => (seq < least ? seq : least)),
    ]),
  );

/** Whether `one` is past something that `other` is not. */
export function isAhead(one: Seqs, other: Seqs): boolean {
  for (const [partition, seq] of one) if (seq > (other.get(partition) ?? 0n)) return true;
  return false;
}

/** How many messages `to` is past that `from` is not. */
export function distance(from: Seqs, to: Seqs): number {
  let sum = 0n;
  for (const [partition, seq] of to) {
    const had = from.get(partition) ?? 0n;
    if (seq > had) sum += seq - had;
  }
  return Number(sum);
}
