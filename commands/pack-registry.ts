import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'schema-registry/dist');

/** What CommonJS packages in the bundle call. */
const REQUIRE =
  "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);";

const SIZE_LIMIT_BYTES = 8 * 1024 * 1024;

/** Node strips no types under node_modules: what is installed elsewhere is JavaScript, with all packages in it. */
async function bundle(): Promise<Metafile> {
  rmSync(DIST, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['schema-registry/cli.ts'],
    outdir: DIST,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** The folders of the packages that are in the bundle. */
function packagesIn({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs).map(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '',
  );
  return [...new Set(folders)].filter(Boolean).sort();
}

/** Every licence wants its text to go along. */
function licenceOf(folder: string): string {
  const path = join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(path, file), 'utf8').trim() : `Licence: ${license}`;
  return `## ${name} ${version}\n\n${text}\n`;
}

function assertWhole(metafile: Metafile): void {
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  if (bytes > SIZE_LIMIT_BYTES)
    throw new Error(`the bundle has ${bytes} bytes: more than ${SIZE_LIMIT_BYTES}`);
  if (!existsSync(join(DIST, 'cli.js'))) throw new Error('the bundle has no cli.js');
}

const metafile = await bundle();
assertWhole(metafile);
const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim();
const licences = [`## schema-registry\n\n${own}\n`, ...packagesIn(metafile).map(licenceOf)];
writeFileSync(join(DIST, 'LICENSES.txt'), licences.join('\n'));
