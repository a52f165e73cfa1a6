/** Builds the report page without data; also returns the names of the bundled files. */
export function buildPage(): Promise<{ readonly html: string; readonly inputs: readonly string[] }>;
