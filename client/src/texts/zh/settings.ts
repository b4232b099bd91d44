import type { AllTexts } from '../use-texts.ts';

export const settings: AllTexts['settings'] = {
  settingsOfPicture: '图片设置',
  done: '完成',
  model: '模型',
  away: (title) => `${title}（暂时不在）`,
  modelAway: '模型暂时不在。提示词会排队等候并保留位置。',
  connectLarger: 'README 里写了如何改接 Stable Diffusion 3.5。',
  canDraw: '它能画的，例如',
  negativePrompt: '反向提示词',
  negativePlaceholder: '图片里不该出现的东西',
  steps: '步数',
  guidanceScale: '引导强度',
  pictures: '张数',
  sizeInPixels: (multipleOf, min, max) => `尺寸（像素），${multipleOf} 的倍数，${min} 到 ${max}`,
  width: '宽',
  height: '高',
  seed: '种子',
  seedHint: '相同的种子和设置会得到相同的图片。',
  seedPlaceholder: '每条提示词随机抽取',
  random: '随机',
  resetToModel: '恢复为模型的默认值',
};
