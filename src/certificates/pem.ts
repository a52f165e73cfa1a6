const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, one text each, ended by a newline; everything around them is left out. */
export function splitPem(text: string): readonly string[] {
  return (text.match(block) ?? []).map((pem) => `${pem.replaceAll('\r', '')}\n`);
}
