/** A browser as far as signing in needs one: cookies by host and path, redirects, and the issuer's two forms. */

interface Cookie {
  host: string;
  path: string;
  name: string;
  value: string;
}

export interface Arrival {
  url: URL;
  response: Response;
  html: string;
}

export class Browser {
  private cookies: Cookie[] = [];

  /** The value of a cookie, whatever its path. */
  cookie(name: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name)?.value;
  }

  forget(name: string): void {
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name);
  }

  /** One request, without following where it leads. */
  async ask(address: string | URL, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address);
    const mine = this.cookies.filter(({ host, path }) => host === url.host && url.pathname.startsWith(path));
    const cookie = mine.map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, ...(cookie && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(url, line);
    return response;
  }

  /** Follows redirects to their end, or to the first address that `isEnd` says is one; that one is not asked for. */
  async open(address: string | URL, init: RequestInit = {}, isEnd: (url: URL) => boolean = () => false) {
    let url = new URL(address);
    let response = await this.ask(url, init);
    for (let hops = 0; hops < 12; hops++) {
      const location = response.headers.get('location');
      if (!location) break;
      url = new URL(location, url);
      if (isEnd(url)) break;
      response = await this.ask(url);
    }
    return { url, response, html: await response.text() } satisfies Arrival;
  }

  /** Fills in whatever form the issuer shows, until it sends the browser on to an address that `isEnd` says is the end. */
  async answerIssuer(page: Arrival, login: string, isEnd: (url: URL) => boolean): Promise<Arrival> {
    let at = page;
    for (let forms = 0; forms < 4 && !isEnd(at.url); forms++) {
      const action = /<form[^>]+action="([^"]+)"/.exec(at.html)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(at.html)?.[1];
      if (!action || !prompt) throw new Error(`No form at ${at.url}: ${at.html.slice(0, 300)}`);
      const body = new URLSearchParams({ prompt, login, password: 'any' });
      at = await this.open(action, { method: 'POST', body }, isEnd);
    }
    return at;
  }

  /** Declines, where the issuer asks. */
  async cancel(page: Arrival, isEnd: (url: URL) => boolean): Promise<Arrival> {
    const link = /href="([^"]+\/abort)"/.exec(page.html)?.[1];
    if (!link) throw new Error(`Nothing to cancel at ${page.url}`);
    return this.open(link, {}, isEnd);
  }

  /** Takes a cookie as a Set-Cookie line from there. */
  keep(url: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const attribute = (key: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const path = attribute('path') ?? '/';
    const isSame = (cookie: Cookie) => cookie.host === url.host && cookie.path === path && cookie.name === name;
    this.cookies = this.cookies.filter((cookie) => !isSame(cookie));
    const isGone = new Date(attribute('expires') ?? Date.now() + 1000) <= new Date();
    if (!isGone) this.cookies.push({ host: url.host, path, name, value: value.join('=') });
  }
}
