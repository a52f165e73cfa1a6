// Writes software bills of materials in CycloneDX 1.6. They contain no times or random numbers, so equal
// content gives equal bytes.
import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';

const { ComponentType } = Enums;

/**
 * The SBOM of mirrorguard with its components.
 * @param components `{ name, version, license?, purl, parts? }`; parts are components inside the component
 */
export function describeSbom(version, components) {
  const main = new Models.Component(ComponentType.Application, 'mirrorguard', {
    version,
    purl: `pkg:npm/mirrorguard@${version}`,
    bomRef: 'mirrorguard',
    licenses: toLicenses('Apache-2.0'),
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: main }) });
  for (const component of components.map((given) => toComponent(given))) {
    bom.components.add(component);
    main.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

export const npmComponent = ({ name, version, license }) => ({
  name,
  version,
  license,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
});

function toComponent({ name, version, license, purl, parts = [] }) {
  const component = new Models.Component(ComponentType.Library, name, {
    version,
    purl,
    bomRef: purl,
    licenses: license === undefined ? undefined : toLicenses(license),
  });
  for (const part of parts) component.components.add(toComponent(part));
  return component;
}

function toLicenses(license) {
  if (/ (OR|AND) /.test(license))
    return new Models.LicenseRepository([new Models.LicenseExpression(license)]);
  const isKnown = SPDX.isSupportedSpdxId(license);
  const License = isKnown ? Models.SpdxLicense : Models.NamedLicense;
  return new Models.LicenseRepository([new License(license)]);
}
