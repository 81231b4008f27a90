import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepSame } from "../../../src/renderer/store/same.ts";

describe("what a snapshot repeats", () => {
  it("is the object that was there, at every depth", () => {
    const before = { name: "Den", list: [{ id: 1 }, { id: 2 }], one: { deep: { x: null } } };
    expect(keepSame(before, structuredClone(before))).toBe(before);
    const next = keepSame(before, { ...structuredClone(before), list: [{ id: 1 }, { id: 3 }] });
    expect(next).toEqual({ ...before, list: [{ id: 1 }, { id: 3 }] });
    expect(next.list[0]).toBe(before.list[0]);
    expect(next.one).toBe(before.one);
  });

  it("says what the newer one says, whatever both are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
        expect(keepSame(before, structuredClone(next))).toStrictEqual(next);
      }),
    );
  });

  it("tells a member that is gone, or not defined, from one that is there", () => {
    expect(keepSame({ a: 1, b: 2 }, { a: 1 })).toStrictEqual({ a: 1 });
    expect(keepSame({ a: 1 }, { a: 1, b: undefined })).toStrictEqual({ a: 1, b: undefined });
    expect(keepSame([1, 2], [1])).toStrictEqual([1]);
    expect(keepSame({ 0: 1 }, [1])).toStrictEqual([1]);
    expect(keepSame([1], { 0: 1 })).toStrictEqual({ 0: 1 });
  });
});
