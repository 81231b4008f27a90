/** `work`, or the abort as soon as it comes; what `work` still yields later goes to `late`. */
export function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  late: (value: T) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const onAbort = () => {
      over = true;
      reject(signal.reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    const finish = () => signal.removeEventListener("abort", onAbort);
    work.then(
      (value) => {
        finish();
        if (over) late(value);
        else resolve(value);
      },
      (thrown) => {
        finish();
        reject(thrown);
      },
    );
  });
}
