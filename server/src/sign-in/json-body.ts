/** A field of a JSON body; empty if there is none. */
export function textIn(body: string | null, name: string): string {
  return String(fieldsOf(body)[name] ?? '');
}

export function fieldsOf(body: string | null): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}
