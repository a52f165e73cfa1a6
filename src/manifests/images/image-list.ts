/** What no image has, but YAML and JSON have: brackets, quotes, keys and separators. */
const otherSyntax = /[{}[\]"',]|:$|^-+$/;

/**
 * The images of a text with one image per line, or several separated by blanks; `#` starts a comment.
 * Of a mapping `SOURCE=MIRROR`, as `oc adm catalog mirror` writes it, the source is the image. Undefined
 * for any other text.
 */
export function parseImageList(text: string): readonly string[] | undefined {
  const images: string[] = [];
  for (const line of text.split('\n')) {
    const words = wordsOf(line);
    // A sentence, such as an error message of the command before the pipe, is not a list.
    const isSentence = words.length > 1 && !words.every((word) => /[/:@]/.test(word));
    if (isSentence || words.some((word) => otherSyntax.test(word))) return undefined;
    images.push(...words.map(imageOf));
  }
  return images.length === 0 ? undefined : images;
}

function wordsOf(line: string): readonly string[] {
  const content = line.replace(/(?:^|\s)#.*$/, '').trim();
  // A YAML list of strings has one word behind its dash.
  return content
    .replace(/^- (?=\S+$)/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** skopeo and oc-mirror name the transport. */
function imageOf(word: string): string {
  const [source = ''] = word.split('=', 1);
  return source.replace(/^docker:\/\//, '');
}
