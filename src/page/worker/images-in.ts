import type { FoundImage } from '../../engine/pulls/find-images.ts';
import { parseImages } from '../../manifests/images/parse-images.ts';
import { toSourceFile } from '../../manifests/source-file.ts';

/** An image of a typed or pasted text, with the objects that use it. */
export interface TypedImage {
  readonly image: string;
  readonly usedBy: readonly string[];
}

/** A limit above the number of images of a large cluster. */
const maxImages = 5000;

/** The unique images of manifests, of a list, or of any other text with `image` fields. */
export function imagesIn(text: string): readonly TypedImage[] {
  const line = text.trim();
  // A typed reference. An invalid one is kept, because its verdict contains the reason.
  if (!line.includes('\n') && !/^[{[]|image["']?:\s/.test(line)) return [{ image: line, usedBy: [] }];
  const parsed = parseImages(toSourceFile('pasted.yaml', text));
  const found = 'images' in parsed ? parsed.images : [];
  return group(found.length > 0 ? found : imagesOfText(text));
}

function group(found: readonly FoundImage[]): readonly TypedImage[] {
  return [...Map.groupBy(found, ({ image }) => image)]
    .slice(0, maxImages)
    .map(([image, uses]) => ({ image, usedBy: usersOf(uses) }));
}

function usersOf(uses: readonly FoundImage[]): readonly string[] {
  return [...new Set(uses.map(({ usedBy }) => usedBy))].filter((name) => name !== '');
}

/** An `image` field with a string value. */
const imageField = /(?:^|[\s{,-])["']?image["']?\s*:\s*(?:"([^"]+)"|'([^']+)'|([^\s#,}{[\]"'][^\s,}]*))/g;

/**
 * Reads a text that is neither a manifest nor a list, such as a values file or a list with an invalid image.
 */
function imagesOfText(text: string): readonly FoundImage[] {
  const fields = imagesOfFields(text);
  if (fields.length > 0) return fields;
  const words = text.split('\n').map((line) => line.trim());
  return words.filter((word) => /^\S+$/.test(word)).map((image) => ({ image, usedBy: '' }));
}

function imagesOfFields(text: string): readonly FoundImage[] {
  return text.split('\n').flatMap((line) => {
    const withoutComment = line.replace(/(?:^|\s)#.*$/, '');
    return [...withoutComment.matchAll(imageField)].map(([, double, single, plain]) => ({
      image: double ?? single ?? plain ?? '',
      usedBy: '',
    }));
  });
}
