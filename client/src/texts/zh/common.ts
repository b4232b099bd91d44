import type { Texts } from '../use-texts.ts';

export const common: Texts['common'] = {
  close: '关闭',
  cancel: '取消',
  tryAgain: '重试',
};
