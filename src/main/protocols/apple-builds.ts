/**
 * tvOS versions by build (SC-71), for devices that announce only their build number. pyatv's row
 * for 17.0 has a digit wrong; the build is 21J354 like its neighbours.
 */
const versions: Readonly<Record<string, string>> = {
  "17J586": "13.0",
  "17K82": "13.2",
  "17K449": "13.3",
  "17K795": "13.3.1",
  "17L256": "13.4",
  "17L562": "13.4.5",
  "17L570": "13.4.6",
  "17M61": "13.4.8",
  "18J386": "14.0",
  "18J400": "14.0.1",
  "18J411": "14.0.2",
  "18K57": "14.2",
  "18K561": "14.3",
  "18K802": "14.4",
  "18L204": "14.5",
  "18L569": "14.6",
  "18M60": "14.7",
  "19J346": "15.0",
  "19J572": "15.1",
  "19J581": "15.1.1",
  "19K53": "15.2",
  "19K547": "15.3",
  "19L440": "15.4",
  "19L452": "15.4.1",
  "19L570": "15.5",
  "19L580": "15.5.1",
  "19M65": "15.6",
  "20J373": "16.0",
  "20K71": "16.1",
  "20K80": "16.1.1",
  "20K362": "16.2",
  "20K650": "16.3",
  "20K661": "16.3.1",
  "20K672": "16.3.2",
  "20K680": "16.3.3",
  "20L497": "16.4",
  "20L498": "16.4.1",
  "20L563": "16.5",
  "20M73": "16.6",
  "21J354": "17.0",
  "21K69": "17.1",
  "21K365": "17.2",
  "21K646": "17.3",
  "21L227": "17.4",
  "21L569": "17.5",
  "21L580": "17.5.1",
  "21M71": "17.6",
  "21M80": "17.6.1",
  "22J357": "18.0",
  "22J580": "18.1",
  "23L471": "26.5",
};

/** Apple's version numbers jumped from 18 to 26 with the builds that begin with 23. */
const FIRST_BUILD_AFTER_THE_JUMP = 23;

/** The number a build starts with, such as 23 for `23L471`; undefined for anything else. */
export function buildTrain(build: string): number | undefined {
  const digits = /^(\d{1,3})[A-Z]/.exec(build)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** tvOS version of a build: exact where we know it, else `26.x`; undefined when it is no build. */
export function versionOfBuild(build: string): string | undefined {
  const exact = versions[build];
  if (exact !== undefined) return exact;
  const train = buildTrain(build);
  if (train === undefined) return undefined;
  return `${train >= FIRST_BUILD_AFTER_THE_JUMP ? train + 3 : train - 4}.x`;
}
