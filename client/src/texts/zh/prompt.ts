import type { Texts } from '../use-texts.ts';

export const prompt: Texts['prompt'] = {
  write: '写提示词',
  prompt: '提示词',
  placeholder: '想让图片画些什么？',
  develop: '显影',
  developKeys: 'Ctrl Enter',
  noModel: '还没有模型响应。你写的内容会保留。',
  settings: '设置',
  modelsOwn: '模型默认值',
  shortSteps: (steps) => `${steps} 步`,
  shortSeed: (seed) => `种子 ${seed}`,
  wholeSteps: (min, max) => `步数为整数，${min} 到 ${max}。`,
  aNumber: (min, max) => `数值，${min} 到 ${max}。`,
  pixels: (min, max) => `${min} 到 ${max} 像素。`,
  multiple: (multipleOf, below, above) => `须为 ${multipleOf} 的倍数：可用 ${below} 或 ${above}。`,
  fromTo: (min, max) => `${min} 到 ${max}。`,
  wholeNumber: (min, max) => `整数，${min} 到 ${max}。`,
  tooLong: (most) => `超过 ${most.toLocaleString('zh')} 个字符。`,
  empty: '写下图片要画什么。',
};
