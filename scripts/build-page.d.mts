/** The report page without data, and the names of the bundled files. */
export function buildPage(): Promise<{ readonly html: string; readonly inputs: readonly string[] }>;
