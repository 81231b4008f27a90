/** One after the other. */
export function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The same for each channel; there are as many as in the first part. */
export function joinChannels(parts: readonly (readonly Float32Array[])[]): readonly Float32Array[] {
  const [first] = parts;
  if (!first) return [];
  return first.map((_, channel) =>
    joinFloats(parts.map((part) => part[channel] ?? new Float32Array(0))),
  );
}
