import filenamify from 'filenamify';

/**
 * What people typed, as a name that every system can write: no path, no control or direction marks, nothing that Windows keeps for
 * itself, at most `maxLength` UTF-16 units and no character cut in two. `fallback` where nothing is left.
 */
export function fileName(text: string, fallback: string, maxLength = 60): string {
  // Zero-width joiners hold emoji together; filenamify keeps them.
  const visible = text.replace(/\s+/g, ' ').replace(/(?!\u200d)\p{Cf}/gu, '');
  const name = filenamify(visible.trim().replace(/^\.+/, ''), { replacement: '_', maxLength }).trim();
  return /[^\s_.\u200d]/u.test(name) ? name : fallback;
}

/** Gives each name once, whatever its case: the second `a.png` is `a (2).png`. */
export class UniqueNames {
  /** How often a name was asked for. */
  private readonly taken = new Map<string, number>();

  take(stem: string, extension = ''): string {
    const asked = key(stem + extension);
    let count = this.taken.get(asked) ?? 0;
    let name: string;
    do {
      count += 1;
      name = count === 1 ? stem + extension : `${stem} (${count})${extension}`;
    } while (this.taken.has(key(name)));
    this.taken.set(key(name), 1);
    this.taken.set(asked, count);
    return name;
  }
}

const key = (name: string) => name.normalize('NFC').toLowerCase();
