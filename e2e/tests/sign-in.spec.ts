/** Signing in at a real issuer and out again, at a server of one's own that lets people do so. */
import type { Page } from '@playwright/test';
import { TestIssuer } from '../../server/test/support/test-issuer.ts';
import { type OwnGateway, ownGateway } from '../support/own-gateway.ts';
import { expect, test } from '../support/test.ts';

const LABEL = 'Sign in with Example';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let issuer: TestIssuer;
let darkroom: OwnGateway;
/** The same, where nobody comes in as a guest. */
let closed: OwnGateway;

test.beforeAll(async () => {
  issuer = await TestIssuer.make();
  issuer.people.ada = { name: 'Ada Lovelace' };
  const settings = { ...issuer.env, OIDC_NAME: LABEL };
  [darkroom, closed] = await Promise.all([ownGateway(settings), ownGateway({ ...settings, GUESTS: 'false' })]);
  await issuer.open([darkroom.url, closed.url]);
});
test.afterAll(async () => {
  await Promise.all([darkroom?.stop(), closed?.stop(), issuer?.close()]);
});

/** On the issuer's own pages, which look for their letters elsewhere. */
async function fillIn(page: Page, login: string): Promise<void> {
  await page.route(/fonts\.googleapis\.com/, (route) => route.abort());
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('[RM6, RM8] who signs in is the same person in two browsers, and signs out of both at once', async ({ meet }) => {
  const ada = await meet('Ada Lovelace', { baseURL: darkroom.url });
  await ada.page.goto('/');
  await ada.page.getByRole('link', { name: LABEL }).click();
  await fillIn(ada.page, 'ada');
  await expect(ada.menu).toHaveAccessibleName('You: Ada Lovelace');
  await ada.page.getByRole('button', { name: 'Start a room' }).click();
  await ada.arrive();

  const phone = await meet('Ada’s phone', { baseURL: darkroom.url, ...PHONE });
  await phone.page.goto(ada.page.url());
  await phone.page.getByRole('link', { name: LABEL }).click();
  await fillIn(phone.page, 'ada');
  await phone.arrive();
  expect(phone.page.url()).toBe(ada.page.url());
  await expect(phone.people).toHaveCount(1);
  await expect(phone.people).toHaveText(/Ada Lovelace \(you\) · host/);
  await phone.prompt.fill('typed and not sent');
  await expect.poll(phone.stored).toContain(`darkroom:draft:${phone.slug}`);

  await ada.pick('Sign out everywhere');
  await expect(ada.page).toHaveURL(`${darkroom.url}/`);
  await expect(ada.page.getByRole('link', { name: LABEL })).toBeVisible();
  await expect(ada.page.getByRole('region', { name: 'Your rooms' })).toHaveCount(0);
  await expect(ada.menu).toHaveCount(0);
  expect(await ada.stored()).toEqual([]);

  await expect(phone.page.getByRole('heading', { name: 'You are invited' })).toBeVisible();
  await expect(phone.page.getByText('typed and not sent')).toHaveCount(0);
  expect(await phone.stored()).toEqual([]);
});

test('[RM8] a guest who signs in from their menu keeps room, name and what they were writing', async ({ meet }) => {
  const bo = await meet('Bo', { baseURL: darkroom.url, ...PHONE });
  const link = await bo.startRoom();
  await bo.prompt.fill('half a prompt');
  await bo.pick(LABEL);
  await fillIn(bo.page, 'bo');
  await bo.arrive();
  expect(bo.page.url()).toBe(link);
  await bo.expectPrompt('half a prompt');
  await expect(bo.people).toHaveText(/Bo \(you\) · host/);
  await bo.menu.click();
  await expect(bo.page.getByRole('menu')).toContainText('Signed in');
  await expect(bo.page.getByRole('menuitem', { name: LABEL })).toHaveCount(0);
});

test('[RM7] who declines at the issuer is back where they were, is told so once, and may come in as a guest', async ({
  meet,
}) => {
  const cleo = await meet('Cleo', { baseURL: darkroom.url });
  await cleo.page.goto('/');
  await cleo.page.getByRole('link', { name: LABEL }).click();
  await cleo.page.getByRole('link', { name: 'Cancel' }).click();
  await expect(cleo.page.getByText('You were not signed in, because it was declined there.')).toBeVisible();
  await expect(cleo.page).toHaveURL(`${darkroom.url}/`);
  await cleo.page.reload();
  await expect(cleo.page.getByLabel('Your name')).toBeVisible();
  await expect(cleo.page.getByText('You were not signed in')).toHaveCount(0);
});

test('[RM7, RM9] where guests are off the door asks for no name; while the issuer is away it says so, and the next try works', async ({
  meet,
}) => {
  const ada = await meet('Ada Lovelace', { baseURL: closed.url });
  await ada.page.goto('/');
  await expect(ada.page.getByRole('link', { name: LABEL })).toBeVisible();
  await expect(ada.page.getByLabel('Your name')).toHaveCount(0);
  await issuer.close();
  // This server asked the issuer about itself for nobody yet.
  await ada.page.getByRole('link', { name: LABEL }).click();
  await expect(ada.page.getByText('Signing in did not work. Nothing has changed here')).toBeVisible();
  await issuer.open();
  await ada.page.getByRole('link', { name: LABEL }).click();
  await fillIn(ada.page, 'ada');
  await ada.page.getByRole('button', { name: 'Start a room' }).click();
  await ada.arrive();

  const stranger = await meet('Eve', { baseURL: closed.url });
  await stranger.page.goto(ada.page.url());
  await expect(stranger.page.getByRole('heading', { name: 'You are invited to' })).toBeVisible();
  await expect(stranger.page.getByRole('link', { name: LABEL })).toBeVisible();
  await expect(stranger.page.getByLabel('Your name')).toHaveCount(0);
});
