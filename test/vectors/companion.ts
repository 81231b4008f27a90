/**
 * OPACK payloads of Companion frames as public reports of real devices print them. `from` names the
 * report; hex is complete.
 */
export interface CompanionVector {
  readonly from: string;
  readonly hex: string;
}

export const companionVectors = {
  /** C1 */
  pairSetupStart: {
    from: "https://github.com/postlund/pyatv/issues/1592",
    hex: "e3435f706476000100060101455f7077547909425f78316cbc",
  },
  /** C2 */
  pairVerifyStart: {
    from: "https://github.com/postlund/pyatv/issues/2845",
    hex: "e3435f706491250601010320f7756c108f84c34a3a98151e797e443ebef653a83ab21cc79afdf7cc9087f128455f617554790c425f7831d2f1",
  },
  /** C2 */
  pairVerifyM2: {
    from: "https://github.com/postlund/pyatv/issues/2845",
    hex: "e1435f7064919f0578636db95f68fb241088886fac1976977ccbf2ab7ecb5cd065d07c659a284a7078a91fe8db94bc3c7f1220dae9d24593fc6e462c852b8dafe8043bc3ac0f6ab250bee15e8baa0d4835feb9a67c4359ff63b07d51c79719ca2a1c11079b49cebe13d17443960b07cd3f1e907ec3195393c189a522f9b8775e820601020320f74b5c7774f1705addaf1afb3c2b09c41d0c3e5b72a68825a959e0d172a9ef68",
  },
  /** C2 */
  pairVerifyM4: {
    from: "https://github.com/postlund/pyatv/issues/2845",
    hex: "e1435f706473060104",
  },
  /** C3 */
  systemInfo: {
    from: "https://github.com/postlund/pyatv/issues/1791",
    hex: "e4425f694b5f73797374656d496e666f425f740a425f63ea435f626608435f6366310002455f636c466c3080a04c636166656361666563616665465f6964734944912435396164326333392d376162652d343837642d383238652d633434333165353363646439465f70756249445161613a62623a63633a64643a65653a6666435f7366310001435f7376463137302e3138456d6f64656c4a6950686f6e6531342c33446e616d65457079617476425f7831a5b3",
  },
  /** C5 */
  sessionStart: {
    from: "https://github.com/postlund/pyatv/issues/1367",
    hex: "e4425f694d5f73657373696f6e5374617274425f7831d204425f740a425f63e2455f737276545a636f6d2e6170706c652e747672656d6f74657365727669636573445f736964329b1043fe",
  },
  /** C5 */
  sessionStartTvos15: {
    from: "https://github.com/postlund/pyatv/issues/1367",
    hex: "e3425f63e1445f736964332e1bd88f00000000425f740b425f7831d204",
  },
  /** C5 */
  sessionStartTvos17: {
    from: "https://github.com/postlund/pyatv/issues/1367",
    hex: "e3425f63e1445f736964321136ba74425f740b425f78310dd1",
  },
  /** C6 */
  tiStart: {
    from: "https://github.com/postlund/pyatv/issues/2845",
    hex: "e4425f69485f74695374617274425f740a425f63e0425f7831d8f1",
  },
  /** C6 */
  tiStartUnfocused: {
    from: "https://github.com/postlund/pyatv/issues/2845",
    hex: "e4425f7831d8f1435f725408425f63e0425f740b",
  },
  /** C7 */
  imcEvent: {
    from: "https://github.com/postlund/pyatv/issues/1768",
    hex: "e4425f69445f694d43425f7833ff2472eb00000000425f63e1445f6d6346303f425f7409",
  },
} as const satisfies Record<string, CompanionVector>;
