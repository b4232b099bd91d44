export const common = {
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
};
