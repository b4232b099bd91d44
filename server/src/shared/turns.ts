/** One task at a time for each key, in the order of asking; those of different keys do not wait for each other. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(key) ?? Promise.resolve()).then(task);
    // Whoever comes next waits for the end, not for a success.
    const end = mine.catch(() => {});
    this.last.set(key, end);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === end) this.last.delete(key);
    }
  }
}
