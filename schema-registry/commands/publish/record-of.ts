import { spawnSync } from 'node:child_process';
import { type Finding, formatFinding } from '../../findings.ts';
import { countsOf, isFailure, SEVERITIES } from '../../report.ts';
import type { Publisher } from '../../snapshot/publish.ts';

/** The commit that is checked out, where the folder is in a git repository with one. */
function commitOf(folder: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Lint and composition tell of the schemas as they are, not of what changed. */
const isChange = ({ rule }: Finding): boolean => /^(diff|event)\//.test(rule);

/** What the history keeps of a publish that a check found these changes in. */
export function recordOf(
  findings: readonly Finding[],
  folder: string,
  { by, acceptBreaking }: { readonly by?: string; readonly acceptBreaking?: string },
): Publisher {
  const changes = findings.filter(isChange);
  const sorted = SEVERITIES.flatMap((severity) => changes.filter((change) => change.severity === severity));
  return {
    publishedAt: new Date().toISOString(),
    by,
    commit: commitOf(folder),
    acceptedBecause: changes.some(isFailure) ? acceptBreaking : undefined,
    changes: Object.fromEntries(countsOf(changes)),
    summary: sorted.map((finding) => formatFinding({ ...finding, file: undefined, fix: undefined })),
  };
}
