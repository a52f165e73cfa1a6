import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { type FoundImage, findImages } from '../../engine/pulls/find-images.ts';
import { parseManifests } from '../parse-manifests.ts';
import type { InputProblem, SourceFile } from '../source-file.ts';
import { parseImageList } from './image-list.ts';

/** The images of manifests or of an image list, or why the text is neither. */
export function parseImages(file: SourceFile): { readonly images: readonly FoundImage[] } | InputProblem {
  const list = parseImageList(file.text);
  if (list !== undefined) return { images: findImages([list]) };
  const values = parseValues(file.text);
  if (values !== undefined) return { images: findImages(values) };
  // The slower parser explains the error and supports more, such as custom tags.
  const { problems, manifests } = parseManifests(file);
  return problems[0] ?? { images: findImages(manifests.map(({ object }) => object)) };
}

/** Undefined for a text that is neither JSON nor YAML. */
function parseValues(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): readonly unknown[] | undefined {
  try {
    return loadAll(text, { schema: YAML11_SCHEMA });
  } catch {
    return undefined;
  }
}
