export interface Predictor {
  /** Samples that it looks back; 0: there is nothing to predict, 31: the sample before. */
  readonly order: number;
  /** What the coefficients are multiples of: 2^-scale. */
  readonly scale: number;
  /** The first is that of the newest sample. Changed with each sample. */
  readonly coefficients: Int16Array;
}

/** This order stands for differences of neighbours. */
export const NEIGHBOURS = 31;

/**
 * Turns differences into samples of `width` bits: what the last samples let expect, and the
 * difference to it, whose sign then corrects the coefficients. `out` may be `residuals` itself where the
 * order is 0 or 31. Another implementation (dp_dec.c of Apple's open source ALAC): numbers wrap at 32
 * bits, coefficients at 16, samples at `width`.
 */
export function predict(
  residuals: Int32Array,
  out: Int32Array,
  frames: number,
  width: number,
  predictor: Predictor,
): void {
  const { order } = predictor;
  if (frames === 0) return;
  if (order === 0) {
    if (out !== residuals) out.set(residuals.subarray(0, frames));
    return;
  }
  const spare = 32 - width;
  // The first samples have too little before them, and are differences of neighbours too.
  const warm = order === NEIGHBOURS ? frames : Math.min(order + 1, frames);
  let last = residuals[0] ?? 0;
  out[0] = last;
  for (let at = 1; at < warm; at++) {
    last = ((last + (residuals[at] ?? 0)) << spare) >> spare;
    out[at] = last;
  }
  if (warm < frames) adapt(residuals, out, frames, spare, predictor);
}

function adapt(
  residuals: Int32Array,
  out: Int32Array,
  frames: number,
  spare: number,
  predictor: Predictor,
): void {
  const { order, scale, coefficients } = predictor;
  const half = (1 << scale) >> 1;
  for (let at = order + 1; at < frames; at++) {
    const base = out[at - order - 1] ?? 0;
    let sum = half;
    for (let k = 0, back = at - 1; k < order; k++, back--) {
      sum = (sum + Math.imul(coefficients[k] ?? 0, (out[back] ?? 0) - base)) | 0;
    }
    const residual = residuals[at] ?? 0;
    out[at] = ((residual + base + (sum >> scale)) << spare) >> spare;
    if (residual !== 0) correct(out, at - order, base, residual, predictor);
  }
}

/** From the oldest sample on, until what they would have made good is as much as the difference. */
function correct(
  out: Int32Array,
  oldest: number,
  base: number,
  residual: number,
  { order, scale, coefficients }: Predictor,
): void {
  const sign = residual < 0 ? -1 : 1;
  let left = residual;
  for (let step = 1; step <= order; step++) {
    const away = (base - (out[oldest + step - 1] ?? 0)) | 0;
    // Of the kind that adds to what is wrong: as `residual` is.
    const towards = away < 0 ? -sign : away > 0 ? sign : 0;
    const k = order - step;
    coefficients[k] = (coefficients[k] ?? 0) - towards;
    left = (left - Math.imul(step, Math.imul(towards, away) >> scale)) | 0;
    if (sign > 0 ? left <= 0 : left >= 0) return;
  }
}
