import { type Document, isNode, isScalar, LineCounter, parseDocument, Scalar, visit } from 'yaml';

export type Path = readonly PropertyKey[];

/** What a configuration file says, and where. */
export interface ConfigSource {
  readonly value: unknown;
  /** Sets a key to a text, read as YAML reads it: "4000" is a number. */
  set(path: readonly string[], text: string): void;
  /** `file:line` of the key, or of the nearest one above it that is there. */
  placeOf(path: Path): string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const emptySource = (): ConfigSource => parseSource('{}', 'configuration', {});

/** Reads YAML 1.2 and fills in the environment. Throws with one line for each fault, which names the place. */
export function parseSource(text: string, file: string, env: Environment): ConfigSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  refuse(document.errors.map(({ pos, message }) => `${lineAt(pos[0])}: ${message}.`));
  expand(document, env, lineAt);
  return {
    get value() {
      return document.toJS() ?? {};
    },
    set: (path, value) => document.setIn(path, plainScalar(value)),
    placeOf: (path) => placeOf(document, path, lineAt) ?? file,
  };
}

/** `${env.NAME}` or `${env.NAME:-default}`, the default also for an empty variable, as in a shell. */
const REFERENCE = /\$\{env\.([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Values only, after parsing: what a variable holds is never read as YAML's structure. */
function expand(document: Document, env: Environment, lineAt: (offset: number) => string): void {
  const missing: string[] = [];
  visit(document, {
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${env.')) return;
      const text = node.value.replace(REFERENCE, (_whole, name: string, fallback?: string) => {
        const value = env[name] || fallback;
        if (value !== undefined) return value;
        missing.push(`${lineAt(node.range?.[0] ?? 0)}: the environment variable ${name} is not set.`);
        return '';
      });
      node.value = node.type === Scalar.PLAIN ? plainScalar(text).value : text;
    },
  });
  refuse(missing);
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** A text as YAML reads it unquoted: number, boolean, null or string; never a list or a map. */
function plainScalar(text: string): Scalar {
  const { contents, errors } = parseDocument(text);
  return errors.length === 0 && isScalar(contents) ? new Scalar(contents.value) : new Scalar(text);
}

function placeOf(document: Document, path: Path, lineAt: (offset: number) => string): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineAt(node.range[0]);
  }
  return undefined;
}
