import type { AllTexts } from '../use-texts.ts';

export const keys: AllTexts['keys'] = {
  title: '快捷键',
  control: 'Ctrl',
  develop: '开始显影',
  goToPrompt: '跳到提示词',
  search: '搜索印样',
  walk: '上一张、下一张图片',
  step: '调整设置里的数值',
  close: '关闭打开的内容',
  showSheet: '显示这些快捷键',
  single: '没有在输入时启用单键快捷键',
};
