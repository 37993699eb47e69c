const MAJOR = /\.v(\d+)$/;

/** The type under which an incompatible version is published: `….v1` → `….v2`. */
export const nextMajor = (type: string): string =>
  MAJOR.test(type) ? type.replace(MAJOR, (_, major: string) => `.v${Number(major) + 1}`) : `${type}.v2`;
