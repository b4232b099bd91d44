/** Runs a process's start; a failure ends it with its reason on stderr instead of a stack that nobody reads. */
export async function startOrExplain(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
