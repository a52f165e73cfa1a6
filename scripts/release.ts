/** Builds, signs and publishes a release: `npm run release -- --help`. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalRegistry } from './local-registry.ts';
import { type Artifact, built, describeArtifacts } from './release/artifact.ts';
import { releaseCharts } from './release/charts.ts';
import { writeChecksums } from './release/checksums.ts';
import { releaseExecutables } from './release/executables.ts';
import { type Registry, type ReleasedImages, releaseImages } from './release/images.ts';
import { writeIntegrations } from './release/integrations.ts';
import { writeKrewManifest } from './release/krew.ts';
import { packNpmPackage } from './release/npm-package.ts';
import { type ReleaseOptions, readReleaseOptions, usage } from './release/options.ts';
import { publish } from './release/publish.ts';
import { releaseSboms } from './release/sboms.ts';
import { sign } from './release/signatures.ts';
import { filesWithout, readReleaseNotes } from './release/versions.ts';

interface Registries {
  readonly images?: Registry;
  readonly charts?: Registry;
  stop(): Promise<void>;
}

async function release(options: ReleaseOptions): Promise<readonly Artifact[]> {
  mkdirSync(options.out, { recursive: true });
  // Files of a previous run would become part of the release.
  if (readdirSync(options.out).length > 0) throw new Error(`${options.out} is not empty`);
  const notes = writeNotes(options);
  const npm = options.only.has('npm') ? packNpmPackage(options) : undefined;
  const executables = options.only.has('executables')
    ? await releaseExecutables(options)
    : { artifacts: [], archives: [] };
  const registries = await openRegistries(options);
  try {
    const none: ReleasedImages = { artifacts: [], references: [], platforms: [] };
    const images = options.only.has('images') ? releaseImages(options, registries.images) : none;
    const sboms = releaseSboms(options, registries.images, images);
    const charts = options.only.has('charts')
      ? await releaseCharts(options, images.digest, registries.charts)
      : { artifacts: [], references: [] };
    const krew = writeKrewManifest(options, executables.archives);
    const integrations = writeIntegrations(options, images.digest);
    const checksums = writeChecksums(options.out);
    const signatures = sign(options, {
      references: [...images.references, ...charts.references],
      sboms: sboms.sboms,
      checksums,
    });
    const artifacts = [
      notes,
      ...(npm === undefined ? [] : [built('npm package', npm)]),
      ...executables.artifacts,
      ...images.artifacts,
      ...sboms.artifacts,
      ...charts.artifacts,
      krew,
      ...integrations,
      built('checksums', checksums),
      ...signatures,
    ];
    requireComplete(options, artifacts);
    return [...artifacts, ...publish(options, npm, checksums)];
  } finally {
    await registries.stop();
  }
}

function writeNotes({ version, out, dryRun }: ReleaseOptions): Artifact {
  const stale = filesWithout(version);
  if (stale.length > 0)
    throw new Error(`${stale.join(', ')} do not contain version ${version}; set it with \`npm version\``);
  writeFileSync(
    join(out, 'release-notes.md'),
    `${readReleaseNotes(version, { acceptUnreleased: dryRun })}\n`,
  );
  return built('release notes', 'release-notes.md');
}

/** A dry run pushes to a registry on this machine. */
async function openRegistries({ dryRun, image, charts }: ReleaseOptions): Promise<Registries> {
  if (!dryRun) {
    const secure = (repository: string) => ({ repository, plainHttp: false });
    return { images: secure(image), charts: secure(charts), stop: async () => {} };
  }
  if (!LocalRegistry.isInstalled()) return { stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-registry-'));
  const registry = await LocalRegistry.start('127.0.0.1', folder);
  const local = (repository: string) => ({
    repository: repository.replace(/^[^/]+/, registry.address),
    plainHttp: true,
  });
  return {
    images: local(image),
    charts: local(charts),
    async stop() {
      await registry.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A release must be complete before it is published: only a dry run may skip artifacts. */
function requireComplete({ dryRun }: ReleaseOptions, artifacts: readonly Artifact[]): void {
  if (dryRun || artifacts.every(({ status }) => status === 'built')) return;
  throw new Error(`the release is incomplete\n${describeArtifacts(artifacts)}`);
}

try {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) console.log(usage);
  else console.log(describeArtifacts(await release(readReleaseOptions(args))));
} catch (error) {
  console.error(`release: ${(error as Error).message}`);
  process.exitCode = 1;
}
