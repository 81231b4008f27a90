/** Bytes of hexadecimal text; blanks are ignored. */
export function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replace(/\s/g, ""), "hex"));
}

const ascii = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** RFC 7748 section 6.1. */
export const x25519 = {
  alicePrivate: hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
  alicePublic: hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"),
  bobPrivate: hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
  bobPublic: hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"),
  shared: hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"),
};

/** Points of small order on Curve25519: the list of cr.yp.to/ecdh.html#validate, in part. */
export const smallOrderPoints = [
  hex("0000000000000000000000000000000000000000000000000000000000000000"),
  hex("0100000000000000000000000000000000000000000000000000000000000000"),
  hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
  hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
  hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
];

/** RFC 8032 section 7.1, tests 1 to 3. */
export const ed25519 = [
  {
    seed: hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
    publicKey: hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
    message: hex(""),
    signature: hex(
      `e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
       5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b`,
    ),
  },
  {
    seed: hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
    publicKey: hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
    message: hex("72"),
    signature: hex(
      `92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
       085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00`,
    ),
  },
  {
    seed: hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"),
    publicKey: hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
    message: hex("af82"),
    signature: hex(
      `6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
       18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a`,
    ),
  },
];

/** RFC 8439 section 2.8.2. */
export const chacha20Poly1305 = {
  key: hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"),
  nonce: hex("070000004041424344454647"),
  aad: hex("50515253c0c1c2c3c4c5c6c7"),
  plain: ascii(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  ),
  sealed: hex(
    `d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6
     3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36
     92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc
     3ff4def08e4b7a9de576d26586cec64b6116
     1ae10b594f09e26a7e902ecbd0600691`,
  ),
};

/** Inputs of RFC 5869 test case 1, output for SHA-512 as Apple's corecrypto tests it. */
export const hkdfSha512Vector = {
  inputKey: hex("0b".repeat(22)),
  salt: hex("000102030405060708090a0b0c"),
  context: hex("f0f1f2f3f4f5f6f7f8f9"),
  output: hex(
    "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c1481579338da362cb8d9f925d7cb",
  ),
};

/** FIPS 180-2 appendix C.1, and the empty string. */
export const sha512Vectors = [
  {
    message: ascii("abc"),
    digest: hex(
      `ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a
       2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f`,
    ),
  },
  {
    message: ascii(""),
    digest: hex(
      `cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce
       47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e`,
    ),
  },
];

const srpInputs = {
  user: "alice",
  password: "password123",
  salt: hex("beb25379d1a8581eb5a727673a2441ee"),
  clientPrivate: hex("60975527035cf2ad1989806f0407210bc81edc04e2762a56afd529ddda2d4393"),
  serverPrivate: hex("e487cb59d31ac550471e81f00f6928e01dda08e974a004f49e61f5d105284d20"),
};

/** RFC 5054 appendix B; K and M1 are what srptools, another implementation, makes of it. */
export const srpRfc5054 = {
  ...srpInputs,
  clientPublic: hex(
    `61d5e490f6f1b79547b0704c436f523dd0e560f0c64115bb72557ec44352e890
     3211c04692272d8b2d1a5358a2cf1b6e0bfcf99f921530ec8e39356179eae45e
     42ba92aeaced825171e1e8b9af6d9c03e1327f44be087ef06530e69f66615261
     eef54073ca11cf5858f0edfdfe15efeab349ef5d76988a3672fac47b0769447b`,
  ),
  serverPublic: hex(
    `bd0c61512c692c0cb6d041fa01bb152d4916a1e77af46ae105393011baf38964
     dc46a0670dd125b95a981652236f99d9b681cbf87837ec996c6da04453728610
     d0c6ddb58b318885d7d82c7f8deb75ce7bd4fbaa37089e6f9c6059f388838e7a
     00030b331eb76840910440b1b27aaeaeeb4012b7d7665238a8e3fb004b117b58`,
  ),
  secret: hex(
    `b0dc82babcf30674ae450c0287745e7990a3381f63b387aaf271a10d233861e3
     59b48220f7c4693c9ae12b0a6f67809f0876e2d013800d6c41bb59b6d5979b5c
     00a172b4a2a5903a0bdcaf8a709585eb2afafa8f3499b200210dcc1f10eb3394
     3cd67fc88a2f39a4be5bec4ec0a3212dc346d7e474b29ede8a469ffeca686e5a`,
  ),
  sessionKey: hex("017eefa1cefc5c2e626e21598987f31e0f1b11bb"),
  clientProof: hex("3f3bc67169ea71302599cf1b0f5d408b7b65d347"),
};

/** HAP specification (non-commercial, 2019) section 5.5.2, with the inputs of RFC 5054. */
export const srpHap = {
  ...srpInputs,
  /** u, which is SHA-512 of both public keys and so stands for them. */
  scramble: hex(
    `03ae5f3c3fa9eff1a50d7dbb8d2f60a1ea66ea712d50ae976ee34641a1cd0e51
     c4683da383e8595d6cb56a15d5fbc7543e07fbddd316217e01a391a18ef06dff`,
  ),
  sessionKey: hex(
    `5cbc219db052138ee1148c71cd4498963d682549ce91ca24f098468f06015beb
     6af245c2093f98c3651bca83ab8cab2b580bbf02184fefdf26142f73df95ac50`,
  ),
};
