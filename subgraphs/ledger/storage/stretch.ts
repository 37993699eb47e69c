/** An account's postings from one checkpoint to the next, at least; those of one transaction stay together. */
export const STRETCH = 1_000;
