'use client';

import { isLanguage, LANGUAGES } from '../../texts/languages.ts';
import { useSpeech } from '../../texts/use-texts.ts';

/** For whoever has no menu of their own yet. The browser's own list: nothing to load for it. */
export function LanguageSelect() {
  const { language, texts, choose } = useSpeech();
  return (
    <select
      aria-label={texts.common.language}
      value={language}
      onChange={({ target }) => isLanguage(target.value) && choose(target.value)}
      className="h-11 cursor-pointer rounded-control bg-transparent px-2 text-muted text-sm hover:text-text"
    >
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag} className="bg-surface text-text">
          {name}
        </option>
      ))}
    </select>
  );
}
