// Finds the distribution packages that own files: dpkg on Debian, rpm on the distributions of Red Hat.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';

/**
 * The packages that own the files, without duplicates.
 * @returns `{ component, licenseFiles }` for each package; files without a package are skipped
 */
export function findOwners(files) {
  const owner = isInstalled('dpkg-query') ? debianOwner : rpmOwner;
  const owners = new Map(
    files.flatMap((file) => owner(file) ?? []).map((found) => [found.component.purl, found]),
  );
  return [...owners].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

function isInstalled(program) {
  return spawnSync(program, ['--version']).status === 0;
}

/** The output of a command; undefined if it fails, for example for a file without a package. */
function outputOf(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function debianOwner(file) {
  const found = [file, file.replace(/^\/usr\//, '/'), `/usr${file}`]
    .map((path) => outputOf('dpkg-query', ['--search', path]))
    .find((text) => text !== undefined);
  if (found === undefined) return undefined;
  const name = found.replace(/:.*$/s, '');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of dpkg-query
  const format = '${Version} ${Architecture}';
  const [version, arch] = outputOf('dpkg-query', ['--show', '--showformat', format, name]).split(' ');
  const { ID, VERSION_ID } = readRelease();
  return {
    component: {
      name,
      version,
      purl: `pkg:deb/${ID}/${name}@${encodeURIComponent(version)}?arch=${arch}&distro=${ID}-${VERSION_ID}`,
    },
    licenseFiles: [`/usr/share/doc/${name}/copyright`],
  };
}

function rpmOwner(file) {
  const format = '%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{LICENSE}\\n';
  const found = outputOf('rpm', ['--query', '--file', '--queryformat', format, file]);
  if (found === undefined) return undefined;
  const [name, version, arch, license] = found.split('\n')[0].split('\t');
  const { ID, VERSION_ID } = readRelease();
  return {
    component: {
      name,
      version,
      license,
      purl: `pkg:rpm/${ID}/${name}@${encodeURIComponent(version)}?arch=${arch}&distro=${ID}-${VERSION_ID}`,
    },
    licenseFiles: globSync(`/usr/share/licenses/${name}/*`),
  };
}

/** The fields of os-release. */
function readRelease() {
  const file = '/etc/os-release';
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)="?([^"\n]*)"?$/gm)].map(([, field, value]) => [field, value]),
  );
}
