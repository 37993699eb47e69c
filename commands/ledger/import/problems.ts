/** What is wrong with a file, and where. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column?: string;
  readonly message: string;
}

/** Problems that are kept unless another number is given; more are counted. */
export const MAX_PROBLEMS = 50;

/** All that is wrong, so that it can be put right at once. */
export interface Problems {
  add(problem: Problem): void;
  count(): number;
  /** One line each, of those that are kept. */
  lines(): string[];
}

/** Keeps so many. */
export function collectProblems(most = MAX_PROBLEMS): Problems {
  const kept: Problem[] = [];
  let count = 0;
  return {
    add: (problem) => {
      count += 1;
      if (kept.length < most) kept.push(problem);
    },
    count: () => count,
    lines: () => [
      ...kept.map(formatProblem),
      ...(count > kept.length ? [`… and ${count - kept.length} more.`] : []),
    ],
  };
}

const formatProblem = ({ file, line, column, message }: Problem): string =>
  `${file}:${line}${column ? ` ${column}` : ''}: ${message}`;
