/** localStorage that never throws: in a private window, or full, what is typed still lives as long as the page. */
export function readStored<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function store(key: string, value: unknown): void {
  try {
    if (isLeaving) return;
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to do: the page itself still holds the value.
  }
}

let isLeaving = false;

/** Nothing of a person stays in the browser when they are not known here any more: what they typed, what waited to be sent. */
export function forgetStored(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('darkroom:')) localStorage.removeItem(key);
  } catch {
    // Nothing could be stored either.
  }
}

/** As above, before another page is loaded: what this one still does is not written down any more. */
export function forgetForGood(): void {
  isLeaving = true;
  forgetStored();
}
