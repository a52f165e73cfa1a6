import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMachineConfigs } from '../../src/kubernetes/machine-configs/read-machine-configs.ts';
import type { ContainersFile } from '../../src/model/pools/containers-file.ts';
import { machineConfig } from '../support/machine-config.ts';
import { Random } from './random.ts';

/** A file of /etc/containers/registries.conf.d. */
interface DropIn {
  readonly name: string;
  readonly text: string;
}

/**
 * Up to three drop-ins for a world. Their registries are close to the references, so many override or nest.
 */
export function randomDropIns(world: number, references: readonly string[]): readonly DropIn[] {
  const random = new Random(world ^ 0x5eed);
  const near = references.flatMap(scopesOf);
  if (near.length === 0 || random.chance(0.4)) return [];
  const names = random.subset(['00-site', '50-edge', '99-workaround'], 3);
  return names.map((name) => ({
    name: `${name}.conf`,
    text: random.times(random.between(1, 3), () => registryTable(random, near)).join('\n'),
  }));
}

/** The repository of a reference and its parent scopes. */
function scopesOf(reference: string): readonly string[] {
  const parts = reference
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/')).filter((scope) => scope !== '');
}

function registryTable(random: Random, near: readonly string[]): string {
  const prefix = random.pick(near);
  const location = random.pick([prefix, prefix, 'edge.example.com:5000/moved']);
  const mirrors = random.times(random.between(0, 2), () => {
    const use = random.pick(['', 'pull-from-mirror = "digest-only"\n', 'pull-from-mirror = "tag-only"\n']);
    return `[[registry.mirror]]\nlocation = "${random.pick(['edge.example.com:5000/a', 'edge.example.com/b'])}"\n${use}`;
  });
  const blocked = random.chance(0.3) ? 'blocked = true\n' : '';
  return `[[registry]]\nprefix = "${prefix}"\nlocation = "${location}"\n${blocked}${mirrors.join('')}`;
}

/** The drop-ins as files that a MachineConfig for pool worker writes. */
export function asMachineConfigFiles(dropIns: readonly DropIn[]): readonly ContainersFile[] {
  const files = dropIns.map(({ name, text }) => [`/etc/containers/registries.conf.d/${name}`, text]);
  return readMachineConfigs([machineConfig('50-edge', 'worker', Object.fromEntries(files))]) ?? [];
}

/** Writes the drop-ins to the user's folder. containers/image reads it after the system folder. */
export function writeDropIns(home: string, dropIns: readonly DropIn[]): void {
  const folder = join(home, '.config/containers/registries.conf.d');
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of dropIns) writeFileSync(join(folder, name), text);
}
