/** Syntax of YAML and JSON that no image reference contains: brackets, quotes, keys and separators. */
const otherSyntax = /[{}[\]"',]|:$|^-+$/;

/**
 * Parses a text with one image per line, or several separated by blanks; `#` starts a comment. For a mapping
 * `SOURCE=MIRROR`, the format of `oc adm catalog mirror`, the source is the image. Undefined for any other
 * text.
 */
export function parseImageList(text: string): readonly string[] | undefined {
  const images: string[] = [];
  for (const line of text.split('\n')) {
    const words = wordsOf(line);
    // A sentence, such as an error message of the command before the pipe, is no image list.
    const isSentence = words.length > 1 && !words.every((word) => /[/:@]/.test(word));
    if (isSentence || words.some((word) => otherSyntax.test(word))) return undefined;
    images.push(...words.map(imageOf));
  }
  return images.length === 0 ? undefined : images;
}

function wordsOf(line: string): readonly string[] {
  const content = line.replace(/(?:^|\s)#.*$/, '').trim();
  // An element of a YAML list of strings has one word after its dash.
  return content
    .replace(/^- (?=\S+$)/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** skopeo and oc-mirror put the transport before the image. */
function imageOf(word: string): string {
  const [source = ''] = word.split('=', 1);
  return source.replace(/^docker:\/\//, '');
}
