/** An error for the person at the terminal: what failed and why, and in `remedy` what to do. Shown without a stack trace. */
export class Failure extends Error {
  override name = 'Failure';
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string) {
    super(message);
    this.remedy = remedy;
  }
}

export function describe(error: unknown): string {
  if (error instanceof Failure) return error.remedy ? `${error.message}\n${error.remedy}` : error.message;
  if (error instanceof AggregateError) return error.errors.map(describe).join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
