export const building = {};
