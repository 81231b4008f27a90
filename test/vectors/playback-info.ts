import { utf8 } from "../../src/main/wire/bytes.ts";

const time = (value: number, timescale: number) =>
  `<dict><key>epoch</key><integer>0</integer><key>flags</key><integer>1</integer>
<key>timescale</key><integer>${timescale}</integer><key>value</key><integer>${value}</integer></dict>`;
const ranges = `<array><dict><key>duration</key><real>300.03306666666668</real>
<key>start</key><real>0.0</real><key>startCMTime</key>${time(0, 1)}</dict></array>`;

/**
 * `/playback-info` of an Apple TV with tvOS 14.6 that plays an address (device, A15): a public report
 * gives its keys, their order and values; its white space is ours.
 */
export const playbackInfoA15 = utf8(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
<key>duration</key><real>300.03306666666668</real>
<key>durationCMTime</key>${time(300, 1)}
<key>loadedTimeRanges</key>${ranges}
<key>playbackBufferEmpty</key><false/>
<key>playbackBufferFull</key><false/>
<key>playbackLikelyToKeepUp</key><true/>
<key>position</key><real>2.6130434170000001</real>
<key>positionCMTime</key>${time(2_613_043_417, 1_000_000_000)}
<key>rate</key><real>1</real>
<key>readyToPlay</key><true/>
<key>readyToPlayMs</key><integer>0</integer>
<key>seekableTimeRanges</key>${ranges}
</dict>
</plist>
`);
