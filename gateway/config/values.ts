import { z } from 'zod';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A bound: at least one. */
export const positive = z.int().positive();

/** A pause or a timeout, a day at the most. */
export const milliseconds = positive.max(DAY_MS);

export const strings = z.array(z.string());

export const headerName = z.string().regex(/^[a-z0-9-]+$/, 'expected a header name in lower case');
