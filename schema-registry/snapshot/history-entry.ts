import { z } from 'zod';

/** The record of one publish, never changed: a file of its own, so that branches that publish do not conflict in it. */
export const historyEntry = z.strictObject({
  /** From 1, without gaps. */
  version: z.int().positive(),
  /** Of the snapshot: `sha256:…`. */
  digest: z.string(),
  /** The digest of the version before it; null for the first. */
  follows: z.string().nullable(),
  /** RFC 3339. */
  publishedAt: z.iso.datetime(),
  by: z.string().optional(),
  /** The git commit that was checked out. */
  commit: z.string().optional(),
  /** Why changes that break clients were published all the same. */
  acceptedBecause: z.string().optional(),
  /** How many changes of each severity. */
  changes: z.record(z.string(), z.int()),
  /** The changes, a line each, from the gravest. */
  summary: z.array(z.string()),
});

export type HistoryEntry = z.infer<typeof historyEntry>;

/** `0004-3f2a91c04b7d.json`: two branches that publish the same version write different files. */
export const historyFileName = ({ version, digest }: HistoryEntry): string =>
  `${String(version).padStart(4, '0')}-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}.json`;
