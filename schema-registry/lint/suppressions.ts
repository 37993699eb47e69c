import { type DocumentNode, type Token, TokenKind } from 'graphql';
import type { Finding } from '../findings.ts';
import { DISABLE } from './disable-comment.ts';
import { LINT_RULES } from './rules.ts';

const PREFIX = 'lint/';

/** A comment that says which rules do not hold for what follows it. */
interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  /** The lines it speaks of: where the definition begins, and where it goes on after its description. */
  readonly lines: readonly number[];
}

/** The first token of each file a document is made of. */
function beginningsOf({ definitions }: DocumentNode): Map<string, Token> {
  const beginnings = new Map<string, Token>();
  for (const { loc } of definitions) {
    if (!loc || beginnings.has(loc.source.name)) continue;
    let token = loc.startToken;
    while (token.prev) token = token.prev;
    beginnings.set(loc.source.name, token);
  }
  return beginnings;
}

const isText = ({ kind }: Token): boolean => kind === TokenKind.STRING || kind === TokenKind.BLOCK_STRING;

function linesAfter(comment: Token): number[] {
  let token = comment.next;
  while (token?.kind === TokenKind.COMMENT) token = token.next;
  if (!token) return [];
  return isText(token) && token.next ? [token.line, token.next.line] : [token.line];
}

function suppressionOf(file: string, comment: Token): Suppression[] {
  const [, text] = DISABLE.exec(comment.value) ?? [];
  if (text === undefined) return [];
  const [names = '', ...reason] = text.split('--');
  const rules = names.split(',').map((name) => name.trim().replace(PREFIX, ''));
  return [
    {
      rules: rules.filter(Boolean),
      reason: reason.join('--').trim(),
      file,
      line: comment.line,
      lines: linesAfter(comment),
    },
  ];
}

function suppressionsOf(document: DocumentNode): Suppression[] {
  const found: Suppression[] = [];
  for (const [file, beginning] of beginningsOf(document)) {
    for (let token: Token | null = beginning; token; token = token.next)
      if (token.kind === TokenKind.COMMENT) found.push(...suppressionOf(file, token));
  }
  return found;
}

const NAMES: ReadonlySet<string> = new Set(LINT_RULES.map(({ name }) => name));

const isWhole = ({ rules, reason }: Suppression): boolean =>
  rules.length > 0 && rules.every((name) => NAMES.has(name)) && reason !== '';

const incomplete = ({ file, line }: Suppression): Finding => ({
  rule: 'lint/disable-without-reason',
  severity: 'error',
  message: 'a rule is set aside without its name, or without a reason',
  file,
  line,
  fix: '# lint-disable-next-line <rule> -- <reason>',
});

/** The findings without those that a comment sets aside, and with comments that do not say why. */
export function withoutSuppressed(findings: readonly Finding[], document: DocumentNode): Finding[] {
  const suppressions = suppressionsOf(document);
  const isSuppressed = (finding: Finding): boolean =>
    suppressions
      .filter(isWhole)
      .some(
        ({ file, lines, rules }) =>
          file === finding.file &&
          lines.includes(finding.line ?? 0) &&
          rules.includes(finding.rule.slice(PREFIX.length)),
      );
  return [
    ...findings.filter((finding) => !isSuppressed(finding)),
    ...suppressions.filter((suppression) => !isWhole(suppression)).map(incomplete),
  ];
}
