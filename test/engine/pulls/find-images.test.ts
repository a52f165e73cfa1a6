import { describe, expect, it } from '@jest/globals';
import { type FoundImage, findImages } from '../../../src/engine/pulls/find-images.ts';

const pod = (image: string) => ({ containers: [{ name: 'app', image }] });

function imagesOf(...documents: readonly unknown[]): readonly string[] {
  return findImages(documents).map(({ image }) => image);
}

function object(kind: string, name: string, content: object, namespace?: string): object {
  return { apiVersion: 'v1', kind, metadata: { name, namespace }, ...content };
}

describe('findImages', () => {
  it('reads objects whose kind is the name of an inherited property', () => {
    for (const kind of ['constructor', '__proto__', 'toString'])
      expect(imagesOf(object(kind, 'a', pod('a/app')))).toEqual(['a/app']);
  });

  it('finds the images of every part of a pod', () => {
    const spec = {
      initContainers: [{ image: 'a/init' }],
      containers: [{ image: 'a/app' }, { image: 'a/sidecar' }],
      ephemeralContainers: [{ image: 'a/debug' }],
      volumes: [{ name: 'v', image: { reference: 'a/data', pullPolicy: 'Always' } }, { emptyDir: {} }],
    };
    expect(findImages([object('Pod', 'web', { spec }, 'shop')])).toEqual(
      ['a/init', 'a/app', 'a/sidecar', 'a/debug', 'a/data'].map(
        (image): FoundImage => ({ image, usedBy: 'Pod shop/web' }),
      ),
    );
  });

  it('finds pod specs in the templates of workloads', () => {
    const template = () => ({ template: { spec: pod('a/x') } });
    const deployment = object('Deployment', 'd', { spec: template() });
    const cronJob = object('CronJob', 'c', { spec: { jobTemplate: { spec: template() } } });
    const service = object('Service', 'knative', { spec: template() });
    expect(findImages([deployment, cronJob, service])).toEqual([
      { image: 'a/x', usedBy: 'Deployment d' },
      { image: 'a/x', usedBy: 'CronJob c' },
      { image: 'a/x', usedBy: 'Service knative' },
    ]);
  });

  it('names the innermost object of a List, a Template or a policy', () => {
    const deployment = object('Deployment', 'd', { spec: { template: { spec: pod('a/x') } } });
    const list = { apiVersion: 'v1', kind: 'List', items: [deployment] };
    const template = object('Template', 't', { objects: [structuredClone(deployment)] });
    expect(findImages([list, template]).map(({ usedBy }) => usedBy)).toEqual([
      'Deployment d',
      'Deployment d',
    ]);
  });

  it('finds the images of catalogs', () => {
    const source = object('CatalogSource', 'a', { spec: { sourceType: 'grpc', image: 'a/index:v1' } });
    const catalog = object('ClusterCatalog', 'b', {
      spec: { source: { type: 'Image', image: { ref: 'b/index:v1' } } },
    });
    expect(imagesOf(source, catalog)).toEqual(['a/index:v1', 'b/index:v1']);
  });

  it('finds the external images of an ImageStream', () => {
    const tags = [
      { name: '1', from: { kind: 'DockerImage', name: 'a/x:1' } },
      { name: 'latest', from: { kind: 'ImageStreamTag', name: '1' } },
    ];
    const stream = object('ImageStream', 's', { spec: { dockerImageRepository: 'a/x', tags } });
    expect(imagesOf(stream)).toEqual(['a/x', 'a/x:1']);
  });

  it('finds the images of an ImageSetConfiguration', () => {
    const mirror = {
      platform: { release: 'a/release:1', channels: [{ name: 'stable-4.18' }] },
      operators: [{ catalog: 'a/catalog:v4.18' }, { catalog: 'oci:///home/user/catalog' }],
      additionalImages: [{ name: 'a/more' }],
    };
    expect(
      imagesOf({ apiVersion: 'mirror.openshift.io/v2alpha1', kind: 'ImageSetConfiguration', mirror }),
    ).toEqual(['a/release:1', 'a/catalog:v4.18', 'a/more']);
  });

  it('ignores other fields, blank images and values of other types', () => {
    const status = { containerStatuses: [{ image: 'a/x', imageID: 'a/x@sha256:1' }] };
    const spec = { containers: [{ image: ' ' }, { image: 1 }, {}, null], volumes: {} };
    const schema = { properties: { containers: { type: 'array', image: 'a/x' } } };
    expect(imagesOf(object('Pod', 'p', { spec, status }), schema, null, 'a/x', 1)).toEqual([]);
  });

  it('visits a value that aliases repeat only once', () => {
    let value: unknown = pod('a/x');
    for (let level = 0; level < 60; level++) value = { left: value, right: value };
    expect(imagesOf(value)).toEqual(['a/x']);
  });
});
