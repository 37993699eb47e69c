import type { ExternalLine } from './reconciliation.ts';

/** A line that comes again has the same identity, in whatever statement. */
export interface IdentifiedLine extends ExternalLine {
  readonly identity: string;
}

/**
 * The bank's own id says which line is the same. Where there is none, all that the line says does: of lines of one
 * statement that say the same, the first is the first of any other statement, the second its second.
 */
export function identify(lines: readonly ExternalLine[]): IdentifiedLine[] {
  const occurrences = new Map<string, number>();
  return lines.map((line) => {
    if (line.externalId !== null) return { ...line, identity: `id ${line.externalId}` };
    const { reference, minor, date, description } = line;
    const content = JSON.stringify([reference, `${minor}`, `${date}`, description]);
    const occurrence = (occurrences.get(content) ?? 0) + 1;
    occurrences.set(content, occurrence);
    return { ...line, identity: `line ${occurrence} ${content}` };
  });
}
