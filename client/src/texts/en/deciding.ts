export const deciding = {};
