import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ERRORS, type ErrorCode } from '@darkroom/protocol';
import { parseSync } from '@swc/core';
import { describe, expect, it } from 'vitest';
import { de } from './de/index.ts';
import { deLater } from './de/later.ts';
import { en } from './en/index.ts';
import { enLater } from './en/later.ts';
import { zh } from './zh/index.ts';
import { zhLater } from './zh/later.ts';

const SOURCES = path.resolve(import.meta.dirname, '..');
const SPOKEN_ATTRIBUTES = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label', 'hint']);
/** Our name is the same everywhere; a letter beside a number of a frame, a × between numbers and the like are not words. */
const isText = (text: string) => /\p{L}{2}/u.test(text) && text.trim() !== 'Darkroom';

type Node = { type?: string; value?: unknown; [key: string]: unknown };

/** Each string that an expression may give: of a choice both sides. Calls and lookups give what they give. */
function stringsOf(node: Node | undefined): string[] {
  switch (node?.type) {
    case 'StringLiteral':
      return [String(node.value)];
    case 'TemplateLiteral':
      return (node.quasis as { cooked: string }[]).map(({ cooked }) => cooked);
    case 'ConditionalExpression':
      return [...stringsOf(node.consequent as Node), ...stringsOf(node.alternate as Node)];
    case 'BinaryExpression':
      return [...stringsOf(node.left as Node), ...stringsOf(node.right as Node)];
    case 'JSXExpressionContainer':
    case 'ParenthesisExpression':
      return stringsOf(node.expression as Node);
    default:
      return [];
  }
}

/** What stands in a page's source and would be read or heard by a person. */
function spokenBy(node: Node): string[] {
  if (node.type === 'JSXText') return [String(node.value)];
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    return (node.children as Node[]).filter(({ type }) => type === 'JSXExpressionContainer').flatMap(stringsOf);
  }
  if (node.type === 'JSXAttribute' && SPOKEN_ATTRIBUTES.has(String((node.name as Node).value))) {
    return stringsOf(node.value as Node);
  }
  if (node.type === 'CallExpression' && (node.callee as Node).value === 'toast') {
    return (node.arguments as { expression: Node }[]).flatMap(({ expression }) => stringsOf(expression));
  }
  return [];
}

function inlineTexts(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(inlineTexts);
  if (typeof node !== 'object' || node === null) return [];
  const own = spokenBy(node as Node).filter(isText);
  return [...own, ...Object.values(node).flatMap(inlineTexts)];
}

const inlineTextsOf = (source: string) => inlineTexts(parseSync(source, { syntax: 'typescript', tsx: true }).body);

/** These files of ours, and all that they import at once: what `import()` brings comes apart from them. */
function loadedWith(files: string[], known = new Set<string>()): Set<string> {
  for (const file of files.filter((one) => !known.has(one))) {
    known.add(file);
    const { body } = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', tsx: file.endsWith('x') });
    const imported = body.flatMap((node) =>
      node.type === 'ImportDeclaration' && !node.typeOnly && /^\..*\.tsx?$/.test(node.source.value)
        ? [path.resolve(path.dirname(file), node.source.value)]
        : [],
    );
    loadedWith(imported, known);
  }
  return known;
}

/** Paths of all that a catalogue says, with how many things each text holds. */
const shape = (node: object, at = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? shape(value, `${at}${key}.`)
      : [`${at}${key}${typeof value === 'function' ? '()' : ''}`],
  );

describe('texts', () => {
  it('no text of the interface stands outside of the catalogues', () => {
    const pages = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    const found = pages
      .filter((file) => !file.startsWith('texts/') && !file.endsWith('.spec.ts'))
      .flatMap((file) =>
        inlineTextsOf(readFileSync(path.join(SOURCES, file), 'utf8')).map((text) => `${file}: ${text}`),
      );
    expect(found).toEqual([]);
  });

  it('the search for such texts finds them where they would be', () => {
    expect(inlineTextsOf('const A = () => <p title="One text">Another {n > 1 ? `third` : "fourth"}</p>;')).toEqual([
      'third',
      'fourth',
      'One text',
      'Another ',
    ]);
    expect(inlineTextsOf('toast(is ? "Fifth" : texts().six)')).toEqual(['Fifth']);
    expect(inlineTextsOf('const B = () => <p className="not text" aria-label={words.close}>{n} × {m}</p>;')).toEqual(
      [],
    );
  });

  it('every language says the same things', () => {
    for (const [first, later] of [
      [de, deLater],
      [zh, zhLater],
    ] as const) {
      expect(shape(first)).toEqual(shape(en));
      expect(shape(later)).toEqual(shape(enLater));
    }
  });

  it('no text was left in English', () => {
    const plain = (node: object): string[] =>
      Object.values(node).flatMap((value) =>
        typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? plain(value) : [],
      );
    const inEnglish = new Set([...plain(en), ...plain(enLater)].filter((text) => /\p{Ll}{2}.* \p{Ll}/u.test(text)));
    expect([de, deLater, zh, zhLater].flatMap(plain).filter((text) => inEnglish.has(text))).toEqual([]);
  });

  it('an area of texts comes at once or later, not both', () => {
    expect(Object.keys(en).filter((area) => area in enLater)).toEqual([]);
  });

  it('what a page begins with says nothing that its texts come without', () => {
    const begins = ['app/page.tsx', 'app/r/[slug]/page.tsx', 'app/layout.tsx', 'app/error.tsx'];
    const files = loadedWith(begins.map((file) => path.join(SOURCES, file)));
    const [first, apart] = ['features/prompt/dock.tsx', 'features/prompt/settings-panel.tsx'];
    expect(files.has(path.join(SOURCES, first))).toBe(true);
    expect(files.has(path.join(SOURCES, apart))).toBe(false);
    expect(files.has(path.join(SOURCES, 'texts/all-texts.ts'))).toBe(false);
  });

  it('every refusal of the server has its words in every language, numbers included', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      for (const { errors } of [de, zh]) {
        const said = errors.explain({ code, message: 'x', retryAfterMs: 2_500 });
        expect(said, code).not.toBe('x');
        expect(said, code).not.toMatch(/undefined|null|NaN/);
      }
    }
    const limits = { code: 'steps_invalid', message: 'Stable Diffusion 3.5 takes 1 to 100 steps.' } as const;
    expect(de.errors.explain(limits)).toBe('Von 1 bis 100 Schritte.');
    expect(zh.errors.explain(limits)).toContain('1 到 100');
    const full = {
      code: 'queue_full',
      message: 'You have 50 prompts waiting. Let some of them develop first.',
    } as const;
    expect(de.errors.explain(full)).toContain('50 Prompts');
    expect(zh.errors.explain(full)).toContain('50');
    expect(de.errors.explain({ code: 'rate_limited', message: '', retryAfterMs: 2_500 })).toContain('3 Sekunden');
  });

  it('a refusal that this page does not know is told in the server’s own words', () => {
    const later = { code: 'of_a_later_version' as ErrorCode, message: 'The moon is in the way.' };
    for (const { errors } of [en, de, zh]) expect(errors.explain(later)).toBe('The moon is in the way.');
  });
});
