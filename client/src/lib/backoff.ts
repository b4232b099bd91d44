/** Half a second, doubled up to 8 s, and spread so that a whole room does not come back in the same instant. Pure but for the chance. */
export const backoffMs = (failures: number, chance = Math.random()) =>
  Math.round(Math.min(8_000, 500 * 2 ** failures) * (0.75 + chance / 2));
