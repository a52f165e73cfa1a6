// Creates the root file system of the image: `node scripts/image/root-file-system.mjs FOLDER`, in the build
// stage of the Dockerfile, after scripts/build.mjs. Supports Debian and the UBI of Red Hat, with node in any
// folder.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describeSbom } from '../sbom.mjs';
import { findOwners } from './system-packages.mjs';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('usage: node scripts/image/root-file-system.mjs FOLDER');

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const node = realpathSync(process.execPath);
const libraries = sharedLibraries(node);
const dist = join(root, 'dist');
const bundle = JSON.parse(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8'));
const owners = findOwners([node, ...libraries]);

copy(node, '/usr/local/bin/node');
for (const library of libraries) copy(library, library);
cpSync(dist, inImage('/app/dist'), { recursive: true, filter: isForImage });
copy(join(root, 'scripts', 'image', 'entry.mjs'), '/app/main.mjs');
// Without nsswitch.conf, glibc queries DNS before /etc/hosts.
write('/etc/nsswitch.conf', 'hosts: files dns\n');
mkdirSync(inImage('/tmp'), { recursive: true });

copy(join(root, 'LICENSE'), '/licenses/LICENSE');
copy(join(dist, 'THIRD-PARTY-LICENSES.txt'), '/licenses/THIRD-PARTY-LICENSES.txt');
for (const file of licenseFiles()) copy(file, join('/licenses', file));
write('/sbom/mirrorguard.cdx.json', describeSbom(version, components()));

execFileSync('chmod', ['-R', 'a+rX', target]);
chmodSync(inImage('/tmp'), 0o1777);

/** The shared libraries of a program with its loader, as `ldd` finds them. */
function sharedLibraries(program) {
  const output = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...new Set(output.match(/\/\S+/g) ?? [])].sort();
}

/**
 * Excludes programs that the image does not start, source maps, and texts that are stored elsewhere in the
 * image.
 */
function isForImage(path) {
  return !/\.map$|[/\\](types|engine\.mjs|THIRD-PARTY-LICENSES\.txt|sbom\.cdx\.json)$/.test(path);
}

function licenseFiles() {
  // The license of the official Node build, which no package of the distribution contains.
  const ofNode = join(dirname(node), '..', 'LICENSE');
  return [ofNode, ...owners.flatMap(({ licenseFiles }) => licenseFiles)].filter((file) => existsSync(file));
}

function components() {
  const nodeVersion = process.versions.node;
  // The libraries compiled into Node; `modules` and `napi` are interface versions.
  const parts = Object.entries(process.versions)
    .filter(([name, found]) => found !== undefined && !['node', 'modules', 'napi'].includes(name))
    .map(([name, partVersion]) => ({
      name,
      version: partVersion,
      purl: `pkg:generic/${name}@${encodeURIComponent(partVersion)}`,
    }));
  return [
    ...bundle.components.map(({ licenses, ...component }) => ({
      ...component,
      license: licenseOf(licenses),
    })),
    { name: 'node', version: nodeVersion, license: 'MIT', purl: `pkg:generic/node@${nodeVersion}`, parts },
    ...owners.map(({ component }) => component),
  ];
}

function licenseOf([{ expression, license }]) {
  return expression ?? license.id ?? license.name;
}

function inImage(path) {
  return join(target, path);
}

function copy(source, path) {
  mkdirSync(dirname(inImage(path)), { recursive: true });
  copyFileSync(realpathSync(source), inImage(path));
}

function write(path, text) {
  mkdirSync(dirname(inImage(path)), { recursive: true });
  writeFileSync(inImage(path), text);
}
