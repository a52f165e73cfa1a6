/**
 * A minimal XML parser that verifies that a text is well-formed. Supports no document types, comments or
 * processing instructions.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/;
const openTag = /<([A-Za-z][\w-]*)((?: [A-Za-z][\w-]*="[^"<]*")*)(\/?)>/y;
const closeTag = /<\/([A-Za-z][\w-]*)>/y;
const characters = /[^<]+/y;

export function parseXml(xml: string): XmlElement {
  if (!declaration.test(xml)) throw new Error('the XML declaration is missing');
  const text = xml.replace(declaration, '');
  const { element, end } = readElement(text, 0);
  if (text.slice(end).trim() !== '') throw new Error('something stands behind the root element');
  return element;
}

function readElement(xml: string, start: number): { readonly element: XmlElement; readonly end: number } {
  const open = matchAt(openTag, xml, start);
  if (open === null) throw new Error(`no element begins at ${xml.slice(start, start + 40)}`);
  const [tag, name = '', attributeText = '', slash] = open;
  const attributes = Object.fromEntries(
    [...attributeText.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value = '']) => [
      key,
      unescapeXml(value),
    ]),
  );
  let at = start + tag.length;
  if (slash === '/') return { element: { name, attributes, children: [], text: '' }, end: at };

  const children: XmlElement[] = [];
  let text = '';
  for (;;) {
    const run = matchAt(characters, xml, at);
    if (run !== null) {
      text += unescapeXml(run[0]);
      at += run[0].length;
    }
    const close = matchAt(closeTag, xml, at);
    if (close !== null) {
      if (close[1] !== name) throw new Error(`${name} is closed by ${close[1]}`);
      return { element: { name, attributes, children, text }, end: at + close[0].length };
    }
    const child = readElement(xml, at);
    children.push(child.element);
    at = child.end;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u.test(text) || !text.isWellFormed())
    throw new Error('a character that XML does not allow');
  return text.replace(/&(\w*);?/g, (entity, name: string) => {
    const character = entities[name];
    if (character === undefined || !entity.endsWith(';')) throw new Error(`${entity} is no entity`);
    return character;
  });
}
