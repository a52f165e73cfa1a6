const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, each as a text that ends with a newline. Other text is dropped. */
export function splitPem(text: string): readonly string[] {
  return (text.match(block) ?? []).map((pem) => `${pem.replaceAll('\r', '')}\n`);
}
