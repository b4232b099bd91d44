/** Open connections of this process by whose they are, up to a number. */
export class OpenConnections {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  isFull(key: string): boolean {
    return (this.counts.get(key) ?? 0) >= this.limit;
  }

  /** Returns what to call once when it closes; further calls do nothing. */
  open(key: string): () => void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
