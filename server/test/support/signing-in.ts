/** Steps of signing in, for tests that look at what lies between them. */
import type { Browser } from './browser.ts';
import type { Gateway } from './cluster.ts';

/** As people type it, and as Darkroom tells the issuer. */
export const addressOf = ({ url }: Gateway) => url.replace('127.0.0.1', 'localhost');

const isAnswer = ({ pathname }: URL) => pathname === '/api/sign-in/callback';

export const beginAt = (gateway: Gateway, to = '/') =>
  `${addressOf(gateway)}/api/sign-in?${new URLSearchParams({ to })}`;

/** From Darkroom through the issuer's forms. Answers with the address that the issuer sends the browser to, which was not opened. */
export async function throughIssuer(browser: Browser, begin: string | URL, login: string): Promise<URL> {
  const page = await browser.open(begin, {}, isAnswer);
  return (await browser.answerIssuer(page, login, isAnswer)).url;
}

/** As above, but the person declines. */
export async function declineAtIssuer(browser: Browser, begin: string): Promise<URL> {
  return (await browser.cancel(await browser.open(begin, {}, isAnswer), isAnswer)).url;
}

/** Where an answer leads, and what the browser was given. */
export async function bringBack(browser: Browser, answer: URL): Promise<{ to: string | null; setCookie: string[] }> {
  const { status, headers } = await browser.ask(answer);
  if (status !== 302) throw new Error(`${answer.pathname} answered ${status}`);
  return { to: headers.get('location'), setCookie: headers.getSetCookie() };
}

/** All of it. Answers with where the person ends up. */
export async function signIn(browser: Browser, gateway: Gateway, login: string, to = '/'): Promise<string | null> {
  return (await bringBack(browser, await throughIssuer(browser, beginAt(gateway, to), login))).to;
}

interface Known {
  user?: { id: string; name: string };
  isGuest?: boolean;
  error?: { code: string };
}

/** Whom Darkroom takes the browser for. */
export async function known(browser: Browser, gateway: Gateway): Promise<Known> {
  return (await (await browser.ask(`${addressOf(gateway)}/api/session`)).json()) as Known;
}
