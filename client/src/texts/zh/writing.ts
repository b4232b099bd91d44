import type { Texts } from '../use-texts.ts';

export const writing: Texts['writing'] = {
  privateDraft: '私人草稿',
  privateOn: '只有你能看到这份草稿。房间的文字保持不变。',
  toPrivate: '写一份只有你能看到的草稿',
  toShared: '回到房间共同书写的文字',
  full: (most: number) => `房间的文字最多 ${most.toLocaleString('zh')} 个字符，超出的内容没有放入。`,
  keptPrivate: (reason: string) => `${reason}你写的内容已放进你的私人草稿。`,
  writes: '正在写',
  looksAt: '正在看一张图片',
};
