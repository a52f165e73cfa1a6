/** What stands between a colon and an `@`: a password in front of a host, unless it is the tag in front of a digest. */
const password = /:[^\s/:@"]{1,256}@(?!sha\d)/g;

/** Text about a location that somebody has copied together with their credentials, without what must not be kept. */
export function withoutPasswords(text: string): string {
  return text.includes('@') ? text.replace(password, ':***@') : text;
}
