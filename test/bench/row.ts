/** One line of the benchmark table and of bench/results.json (design, section 7). */
export interface BenchRow {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** The same measured with another program on the same machine in the same run, by its name. */
  readonly beside: Readonly<Record<string, number>>;
  readonly target: string;
  /** Null: there was nothing to compare with. */
  readonly met: boolean | null;
}
