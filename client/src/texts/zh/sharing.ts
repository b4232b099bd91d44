import type { AllTexts } from '../use-texts.ts';

export const sharing: AllTexts['sharing'] = {
  madeWithDarkroom: '用 Darkroom 制作',
  madeBy: (name) => (name ? `${name} 用 Darkroom 制作的图片` : '用 Darkroom 制作的图片'),
  day: (iso) =>
    new Date(iso).toLocaleDateString('zh', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  nothingHere: '这里没有分享任何内容。',
  whyNothing: '链接已被收回、图片已被删除，或者链接不完整。',
  share: '分享',
  shareTitle: '分享这张图片',
  whatItShows: '拿到链接的人可以看到这张图片、它的提示词和设置，以及作者的名字。链接不能让任何人进入房间。',
  makeLink: '生成链接',
  link: '链接',
  copied: '链接已复制。',
  openPage: '打开',
  takeBack: '收回链接',
  takenBack: '链接不再显示任何内容。',
};
